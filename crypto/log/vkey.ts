/** Verification keys as text: name, key id, type and key (C2SP signed-note; spec §8.2). @module */

import { concat, equalBytes, fromHex, toHex, u8, utf8 } from '../bytes.ts';
import { sha256 } from '../sha256.ts';
import { assertEd25519Key } from './ed25519.ts';
import { decodeBase64, encodeBase64 } from './text.ts';

/** Key type of the log, which signs the text of a note. */
export const NOTE_KEY = 0x01;
/** Key type of a witness, which signs text and time. */
export const COSIGNATURE_KEY = 0x04;

export interface Vkey {
  readonly name: string;
  readonly type: number;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Returns the key id, the first 4 bytes of SHA-256(name || newline || type || key). */
export const keyId = ({ name, type, publicKey }: Vkey): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), u8(type), publicKey)).slice(0, 4);

export const formatVkey = (key: Vkey): string =>
  `${key.name}+${toHex(keyId(key))}+${encodeBase64(concat(u8(key.type), key.publicKey))}`;

/** Parses a vkey; throws unless it is an Ed25519 key of type 01 or 04 with the right id. */
export function parseVkey(text: string): Vkey {
  // Base64 may contain a plus sign; only the first two plus signs are separators.
  const first = text.indexOf('+');
  const second = text.indexOf('+', first + 1);
  if (first < 0 || second < 0) throw new Error('vkey: not of the form name+id+key');
  const name = text.slice(0, first);
  assertKeyName(name);
  const id = fromHex(text.slice(first + 1, second), 4);
  const key = decodeBase64(text.slice(second + 1));
  const type = key[0];
  if (key.length !== 33 || (type !== NOTE_KEY && type !== COSIGNATURE_KEY))
    throw new Error('vkey: not an Ed25519 key');
  const vkey = { name, type, publicKey: key.slice(1) };
  assertEd25519Key(vkey.publicKey);
  if (!equalBytes(keyId(vkey), id)) throw new Error('vkey: the key id does not fit');
  return vkey;
}

/** Throws if the name is empty or contains white space or a plus sign. */
export function assertKeyName(name: string): void {
  if (name === '' || /[\p{White_Space}+]/u.test(name))
    throw new Error('key name: empty, or with a blank or a plus sign');
}
