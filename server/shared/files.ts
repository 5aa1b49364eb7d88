/** Readers of the files that a configuration names. Their errors say which file is wrong and what to do. @module */

import { readFile, stat } from 'node:fs/promises';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { ConfigurationError } from './exit-codes.ts';

export async function readNamed(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
}

/** Reads a text file; throws a ConfigurationError if others than its owner can read it. */
export async function readPrivate(file: string): Promise<string> {
  const { mode } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error);
  });
  if ((mode & 0o077) !== 0)
    throw new ConfigurationError({
      es: `Otros usuarios pueden leer ${file}, que guarda secretos. El programa no sigue. Ejecute: chmod 600 ${file}`,
      en: `${file} can be read by others, and it holds secrets. The program does not go on. Run: chmod 600 ${file}`,
    });
  return (await readNamed(file)).toString('utf8');
}

/** Reads and parses the manifest in a file; throws a ConfigurationError if it is invalid. */
export async function readManifest(file: string): Promise<Election> {
  const bytes = Uint8Array.from(await readNamed(file));
  try {
    return parseManifest(bytes);
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigurationError(
      {
        es: `${file} no es un manifiesto válido (${message}). El programa no sigue. Ponga ahí el manifiesto que firmó la autoridad.`,
        en: `${file} is no valid manifest (${message}). The program does not go on. Put the manifest there that the authority signed.`,
      },
      { cause: error },
    );
  }
}

function unreadable(file: string, error: NodeJS.ErrnoException): ConfigurationError {
  const [es, en] =
    error.code === 'ENOENT'
      ? [`No existe el archivo ${file}.`, `There is no file ${file}.`]
      : [`No se puede leer ${file} (${error.code}).`, `${file} cannot be read (${error.code}).`];
  return new ConfigurationError(
    {
      es: `${es} El programa no sigue sin él. Corrija la ruta en la configuración o ponga ahí el archivo.`,
      en: `${en} The program does not go on without it. Correct the path in the configuration, or put the file there.`,
    },
    { cause: error },
  );
}
