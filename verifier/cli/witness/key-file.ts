/** Key file of a witness: `PRIVATE+KEY+<name>+<key id>+<base64(type || seed)>`, one line. @module */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { open } from 'node:fs/promises';
import {
  tryParse,
  concat,
  decodeText,
  fromBase64,
  ParseFailure,
  toBase64,
  toHex,
  u8,
} from '../../crypto/bytes.ts';
import { isKeyName, makeVkey, type Vkey } from '../../board/log/vkey.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Cosigner } from '../../witness/witness.ts';
import { WitnessError, usage } from './words.ts';

const prefix = 'PRIVATE+KEY';
/** Type of an Ed25519 cosignature key (spec §8.2). */
const WITNESS_TYPE = 4;
/** PKCS #8 encoding of an Ed25519 private key (RFC 8410) up to the seed. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Maximum length of a key file in bytes. */
const MAX_KEY_FILE_BYTES = 4096;

/** Writes a new key file that only its owner can read. Never overwrites a file. */
export async function makeKeyFile(path: string, name: string): Promise<Vkey> {
  if (!isKeyName(name)) throw new WitnessError(usage.badName(name));
  const seed = randomBytes(32);
  const vkey = vkeyOf(name, privateKeyOf(seed));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${prefix}+${name}+${toHex(vkey.id)}+${toBase64(concat(u8(WITNESS_TYPE), seed))}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return vkey;
}

/** Reads a key file. Rejects a file that other users may read, because they may already have read it. */
export async function readKeyFile(path: string): Promise<Cosigner> {
  const file = await open(path, 'r');
  try {
    const { mode, size } = await file.stat();
    if ((mode & 0o077) !== 0) throw new WitnessError(usage.openKey(path));
    const bytes = size <= MAX_KEY_FILE_BYTES ? await file.readFile() : new Uint8Array();
    const key = tryParse(() => parseKey(decodeText(bytes)));
    if (key instanceof ParseFailure) throw new WitnessError(usage.badKey(path));
    return key;
  } finally {
    await file.close();
  }
}

function parseKey(text: string): Cosigner {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([^\n]+)\n$/.exec(text);
  const [, name, id, encoded] = (match ?? []) as unknown as [string, string, string, string];
  if (!match || !isKeyName(name)) throw new ParseFailure(sentences.badForm());
  const typed = fromBase64(encoded);
  if (typed[0] !== WITNESS_TYPE || typed.length !== 33) throw new ParseFailure(sentences.badForm());
  const key = privateKeyOf(typed.subarray(1));
  const vkey = vkeyOf(name, key);
  if (toHex(vkey.id) !== id) throw new ParseFailure(sentences.badForm());
  return { vkey, sign: (message) => sign(null, message, key) };
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}

/** Returns the verification key. The public key is the last 32 bytes of the SPKI encoding. */
function vkeyOf(name: string, key: KeyObject): Vkey {
  const encoded = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return makeVkey(name, WITNESS_TYPE, Uint8Array.from(encoded.subarray(-32)));
}
