/** A witness's key in a file: `PRIVATE+KEY+<name>+<key id>+<base64(type || seed)>`, one line. @module */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { open } from 'node:fs/promises';
import { attempt, concat, decodeText, fromBase64, Refusal, toBase64, toHex, u8 } from '../../crypto/bytes.ts';
import { isKeyName, makeVkey, type Vkey } from '../../board/log/vkey.ts';
import { say } from '../../findings/sentences.ts';
import type { Cosigner } from '../../witness/witness.ts';
import { Unusable, usage } from './words.ts';

const prefix = 'PRIVATE+KEY';
/** An Ed25519 cosignature key (spec §8.2). */
const WITNESS_TYPE = 4;
/** PKCS #8 of an Ed25519 seed (RFC 8410), without the seed. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Whatever is longer is no key. */
const LIMIT = 4096;

/** Makes the file, for its owner alone; one that is there stays as it is. */
export async function makeKeyFile(path: string, name: string): Promise<Vkey> {
  if (!isKeyName(name)) throw new Unusable(usage.badName(name));
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

/** One that others may read is refused: it may have been. */
export async function readKeyFile(path: string): Promise<Cosigner> {
  const file = await open(path, 'r');
  try {
    const { mode, size } = await file.stat();
    if ((mode & 0o077) !== 0) throw new Unusable(usage.openKey(path));
    const bytes = size <= LIMIT ? await file.readFile() : new Uint8Array();
    const key = attempt(() => parseKey(decodeText(bytes)));
    if (key instanceof Refusal) throw new Unusable(usage.badKey(path));
    return key;
  } finally {
    await file.close();
  }
}

function parseKey(text: string): Cosigner {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([^\n]+)\n$/.exec(text);
  const [, name, id, encoded] = (match ?? []) as unknown as [string, string, string, string];
  if (!match || !isKeyName(name)) throw new Refusal(say.badForm());
  const typed = fromBase64(encoded);
  if (typed[0] !== WITNESS_TYPE || typed.length !== 33) throw new Refusal(say.badForm());
  const key = privateKeyOf(typed.subarray(1));
  const vkey = vkeyOf(name, key);
  if (toHex(vkey.id) !== id) throw new Refusal(say.badForm());
  return { vkey, sign: (message) => sign(null, message, key) };
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}

/** The public key stands at the end of its encoding. */
function vkeyOf(name: string, key: KeyObject): Vkey {
  const encoded = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return makeVkey(name, WITNESS_TYPE, Uint8Array.from(encoded.subarray(-32)));
}
