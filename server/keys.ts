/** Signing keys of the server's processes: in a token, or for rehearsals in a file that only its owner can read. @module */

import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fromHex } from '#crypto/bytes.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import type { SealingKey, Token } from '#hsm/token.ts';

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
  return (await tokenOf(source, rehearsal)).identityKey(source.key);
}

/** The key of a token that seals short secrets. */
export async function openSealingKey(
  source: TokenKey,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<SealingKey> {
  return (await tokenOf(source, rehearsal)).sealingKey(source.key);
}

/** Each is opened once: a PKCS#11 module lets a process log in to a token no second time. */
const tokens = new Map<string, Promise<Token>>();

function tokenOf({ token, pinFile }: TokenKey, rehearsal: boolean): Promise<Token> {
  const place =
    token.kind === 'software'
      ? [resolve(token.directory)]
      : [token.module, token.parameters, token.label, token.serial];
  const name = JSON.stringify([rehearsal, ...place]);
  const open = async (): Promise<Token> =>
    openToken(token, (await readPrivate(pinFile)).trim(), { rehearsal });
  const opened = tokens.get(name) ?? open();
  tokens.set(name, opened);
  opened.catch(() => tokens.delete(name));
  return opened;
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
