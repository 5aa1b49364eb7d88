/**
 * Hashing of staff passwords and PINs with scrypt. Derivations run one at a time, because each needs 128 MiB.
 * @module
 */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 2 ** 20 } as const;
const HASH_BYTES = 32;

export interface PasswordHash {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

let last: Promise<unknown> = Promise.resolve();

function derive(password: string, salt: Buffer): Promise<Buffer> {
  const run = (): Promise<Buffer> =>
    new Promise((resolve, reject) =>
      scrypt(password.normalize('NFC'), salt, HASH_BYTES, COST, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  const next = last.then(run, run);
  last = next;
  return next;
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(password, salt) };
}

export async function isPassword(password: string, known: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, known.salt), known.hash);
}
