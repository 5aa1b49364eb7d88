/** Strict reading of bytes and of text (spec §2.1, §8.1). @module */
import { say, type Sentence } from '../findings/sentences.ts';

/** Bytes that this specification refuses. Parsers throw it; whoever asked for the parse makes it a finding. */
export class Refusal extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

/** The value, or the refusal. Any other error is a bug of ours and goes on. */
export function attempt<T>(parse: () => T): T | Refusal {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Reads big-endian fields one after another; what it takes are views, not copies. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Uint8Array {
    const from = this.#skip(length);
    return this.#bytes.subarray(from, this.#at);
  }

  u8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#skip(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#skip(4));
  }

  /** At most 2^53 - 1 (spec §2.1). */
  u64(): bigint {
    const value = this.#view.getBigUint64(this.#skip(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal(say.integerTooLarge());
    return value;
  }

  /** Nothing may follow the last field: there is one encoding of each message. */
  end(): void {
    if (this.left > 0) throw new Refusal(say.trailing(this.left));
  }

  #skip(length: number): number {
    if (length > this.left) throw new Refusal(say.tooShort());
    const from = this.#at;
    this.#at += length;
    return from;
  }
}

export function u8(value: number): Uint8Array {
  return Uint8Array.of(value);
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

export function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** At most 2^53 - 1 (spec §2.1). */
export function u64(value: number): Uint8Array {
  return concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Order of byte strings of one length: negative, 0 or positive. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  for (const [i, byte] of a.entries()) {
    const difference = byte - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compare(a, b) === 0;
}

const ascii = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeText(text: string): Uint8Array {
  return ascii.encode(text);
}

/** UTF-8 as it stands: a byte order mark stays in the text, for the caller to refuse. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal(say.notUtf8());
  }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Lower-case hex digits of exactly so many bytes. */
export function fromHex(text: string, length: number): Uint8Array {
  if (text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) throw new Refusal(say.notHex(length));
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/** A size or an index: ASCII digits without leading zero, at most 2^53 - 1 so that it is exact here. */
export function decimal(text: string): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new Refusal(say.notDecimal());
  return value;
}

const base64Digits: string = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64Values = new Map([...base64Digits].map((digit, value) => [digit, value]));

/** RFC 4648 §4, padded; unused bits must be zero, so that one value has one spelling. */
export function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/={0,2}$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    const value = base64Values.get(digit);
    if (value === undefined) throw new Refusal(say.notBase64());
    bits = ((bits & 0xff) << 6) | value; // at most 6 unread bits stay, so nothing is lost
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >>> count) & 0xff);
    }
  }
  const unused = bits & ((1 << count) - 1);
  if (text.length % 4 !== 0 || count >= 6 || unused !== 0) throw new Refusal(say.notBase64());
  return Uint8Array.from(bytes);
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
