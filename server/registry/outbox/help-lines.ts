/** Reader of the file with the help line's numbers, which every mail shows. @module */

import { parseHelpLines, type HelpLines } from '#crypto/help-lines.ts';
import { ConfigurationError } from '../../shared/exit-codes.ts';
import { readNamed } from '../../shared/files.ts';

export async function readHelpLines(file: string): Promise<HelpLines> {
  const content = await readNamed(file);
  try {
    return parseHelpLines(content.toString('utf8'));
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigurationError(
      {
        es: `${file} no tiene la forma debida (${message}). El registro no arranca: cada mensaje lleva esos teléfonos. Corrija el archivo (docs/operations.md).`,
        en: `${file} is not of the right form (${message}). The registry does not start: every message shows those numbers. Correct the file (docs/operations.md).`,
      },
      { cause: error },
    );
  }
}
