/** Strict reading of bytes and of text (spec §2.1, §8.1). @module */
import { sentences } from '../findings/sentences.ts';
import type { Sentence } from '../findings/sentences/sentence.ts';

/** Error for bytes that the specification rejects. Parsers throw it; their callers turn it into a finding. */
export class ParseFailure extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

/** Returns the parsed value, or the ParseFailure. Any other error is a bug of this program and is rethrown. */
export function tryParse<T>(parse: () => T): T | ParseFailure {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ParseFailure) return error;
    throw error;
  }
}

/** Reader of big-endian fields, one after another. Byte strings that it returns are views, not copies. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
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

  /** Reads an integer of at most 2^53 - 1 (spec §2.1). */
  u64(): bigint {
    const value = this.#view.getBigUint64(this.#skip(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ParseFailure(sentences.integerTooLarge());
    return value;
  }

  /** Rejects bytes after the last field, so that each message has one encoding. */
  end(): void {
    if (this.remaining > 0) throw new ParseFailure(sentences.trailing(this.remaining));
  }

  #skip(length: number): number {
    if (length > this.remaining) throw new ParseFailure(sentences.tooShort());
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

/** Encodes an integer of at most 2^53 - 1 (spec §2.1). */
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

/** Compares byte strings in lexicographic order. Returns a negative number, 0 or a positive number. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  // A loop without an iterator: log, credentials and pads are compared with it.
  for (let i = 0; i < a.length; i += 1) {
    const difference = a[i]! - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

const ascii = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeText(text: string): Uint8Array {
  return ascii.encode(text);
}

/** Decodes UTF-8. A byte order mark stays in the text, for the caller to reject. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ParseFailure(sentences.notUtf8());
  }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Parses lower-case hex digits of exactly `length` bytes. */
export function fromHex(text: string, length: number): Uint8Array {
  if (text.length !== 2 * length || !/^[0-9a-f]*$/.test(text))
    throw new ParseFailure(sentences.notHex(length));
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

/**
 * Parses a size or an index: ASCII digits without leading zero, at most 2^53 - 1 so that a number holds it
 * exactly.
 */
export function parseDecimal(text: string): number {
  const value = /^(0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new ParseFailure(sentences.notDecimal());
  return value;
}

const base64Digits: string = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base64Values = new Map([...base64Digits].map((digit, value) => [digit, value]));

/**
 * Decodes base64 with padding (RFC 4648 §4). Unused bits must be zero, so that one value has one spelling.
 */
export function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/={0,2}$/, '');
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    const value = base64Values.get(digit);
    if (value === undefined) throw new ParseFailure(sentences.notBase64());
    bits = ((bits & 0xff) << 6) | value; // at most 6 unread bits remain, so nothing is lost
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >>> count) & 0xff);
    }
  }
  const unused = bits & ((1 << count) - 1);
  if (text.length % 4 !== 0 || count >= 6 || unused !== 0) throw new ParseFailure(sentences.notBase64());
  return Uint8Array.from(bytes);
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
