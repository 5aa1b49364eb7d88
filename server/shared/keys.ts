/**
 * Signing keys of the server's processes. They are in a token, or for rehearsals in a file that only its owner can
 * read.
 * @module
 */

import { resolve } from 'node:path';
import { fromHex } from '#crypto/bytes.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { openToken, type TokenLocation } from '#hsm/open.ts';
import type { SealingKey, Token } from '#hsm/token.ts';
import { ConfigurationError } from './exit-codes.ts';
import { readPrivate } from './files.ts';

/** Location of a key in a token. */
export interface TokenKey {
  readonly token: TokenLocation;
  readonly key: string;
  readonly pinFile: string;
}

export type KeySource = { readonly file: string } | TokenKey;

/** Opens a signing key. `rehearsal` is a member of the manifest; a key in a file is allowed only in a rehearsal. */
export async function openSigner(
  source: KeySource,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<Signer> {
  if ('file' in source) {
    if (!rehearsal)
      throw new ConfigurationError({
        es: `${source.file}: las llaves de una elección real están en dispositivos, no en archivos. El programa no arranca. Ponga en la configuración el dispositivo (token, key, pinFile).`,
        en: `${source.file}: a real election's keys are in tokens, not in files. The program does not start. Name the token in the configuration (token, key, pinFile).`,
      });
    return softwareSigner(await readSecret(source.file, 32));
  }
  return (await tokenOf(source, rehearsal)).identityKey(source.key);
}

/** Opens a token's key for encrypting short secrets at rest. */
export async function openSealingKey(
  source: TokenKey,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<SealingKey> {
  return (await tokenOf(source, rehearsal)).sealingKey(source.key);
}

/** Open tokens. Each is opened once, because a PKCS#11 module allows no second log-in of a process to a token. */
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

/** Reads a secret of `length` bytes from a file in hexadecimal. */
export async function readSecret(file: string, length: number): Promise<Uint8Array> {
  const text = (await readPrivate(file)).trim();
  try {
    return fromHex(text, length);
  } catch {
    throw new ConfigurationError({
      es: `${file} no tiene la forma debida: ${length} bytes en hexadecimal (${2 * length} cifras). El programa no sigue. Ponga ahí el archivo correcto.`,
      en: `${file} is not of the right form: ${length} bytes in hexadecimal (${2 * length} digits). The program does not go on. Put the right file there.`,
    });
  }
}
