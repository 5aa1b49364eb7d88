/** Verification keys of the log and the witnesses (spec §8.2). @module */
import {
  compareBytes,
  concat,
  encodeText,
  fromBase64,
  fromHex,
  ParseFailure,
  toBase64,
  toHex,
  u8,
} from '../../crypto/bytes.ts';
import { sentences } from '../../findings/sentences.ts';
import { sha256 } from '../../crypto/transcript.ts';

export interface Vkey {
  readonly name: string;
  readonly id: Uint8Array;
  /** 1 for the log, 4 for a witness. */
  readonly type: number;
  readonly key: Uint8Array;
}

/** Parses `<name>+<key id>+<base64(type || key)>`. Base64 may contain a `+`; names may not. */
export function parseVkey(text: string): Vkey {
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (first < 0 || second < 0) throw new ParseFailure(sentences.badVkey());
  const name = text.slice(0, first);
  if (!isKeyName(name)) throw new ParseFailure(sentences.badVkey());
  const id = fromHex(text.slice(first + 1, second), 4);
  const typed = fromBase64(text.slice(second + 1));
  const [type] = typed;
  if (type === undefined || typed.length !== 33) throw new ParseFailure(sentences.badVkey());
  const vkey = makeVkey(name, type, typed.subarray(1));
  if (compareBytes(id, vkey.id) !== 0) throw new ParseFailure(sentences.badVkey());
  return vkey;
}

export function makeVkey(name: string, type: number, key: Uint8Array): Vkey {
  const id = sha256(concat(encodeText(name), u8(0x0a), u8(type), key)).subarray(0, 4);
  return { name, id, type, key };
}

export function printVkey({ name, id, type, key }: Vkey): string {
  return `${name}+${toHex(id)}+${toBase64(concat(u8(type), key))}`;
}

export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}+]+$/u.test(name);
}
