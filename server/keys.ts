/** Signing keys of the server's processes: in a token, or for rehearsals in a file that only its owner can read. @module */

import { readFile, stat } from 'node:fs/promises';
import { fromHex } from '#crypto/bytes.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import type { SealingKey } from '#hsm/token.ts';

/** A key in a token. */
export interface TokenKey {
  readonly token: TokenLocation;
  readonly key: string;
  readonly pinFile: string;
}

export type KeySource = { readonly file: string } | TokenKey;

/** `rehearsal` is what the manifest says: a key in a file signs for nothing else. */
export async function openSigner(
  source: KeySource,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<Signer> {
  if ('file' in source) {
    if (!rehearsal) throw new Error(`${source.file}: a real election's keys are in tokens, not in files`);
    return softwareSigner(await readSecret(source.file, 32));
  }
  const token = await openToken(source.token, (await readPrivate(source.pinFile)).trim(), { rehearsal });
  return token.identityKey(source.key);
}

/** The key of a token that seals short secrets. */
export async function openSealingKey(
  source: TokenKey,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<SealingKey> {
  const token = await openToken(source.token, (await readPrivate(source.pinFile)).trim(), { rehearsal });
  return token.sealingKey(source.key);
}

/** A secret of so many bytes, in hexadecimal in a file. */
export async function readSecret(file: string, length: number): Promise<Uint8Array> {
  return fromHex((await readPrivate(file)).trim(), length);
}

/** Throws if others than its owner can read the file. */
export async function readPrivate(file: string): Promise<string> {
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600`);
  return readFile(file, 'utf8');
}
