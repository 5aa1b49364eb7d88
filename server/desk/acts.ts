/** Storage of a site's signed acts on its disk. @module */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '#crypto/bytes.ts';
import type { ActKind, SignedAct } from './act.ts';

export class Acts {
  readonly #folder: string;

  static async open(folder: string): Promise<Acts> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Acts(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes `<kind>.json`, exactly as it was signed, and `<kind>.json.sig`, the signature in hexadecimal. */
  async keep({ act, bytes, signature }: SignedAct): Promise<void> {
    await this.#write(`${act.kind}.json.sig`, toHex(signature));
    await this.#write(`${act.kind}.json`, bytes);
  }

  /** Returns the text of the act and its signature in hexadecimal, or undefined if the act was not made yet. */
  async read(kind: ActKind): Promise<{ readonly act: string; readonly signature: string } | undefined> {
    const text = (name: string): Promise<string> => readFile(join(this.#folder, name), 'utf8');
    try {
      return { act: await text(`${kind}.json`), signature: await text(`${kind}.json.sig`) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async #write(name: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.#folder, name);
    await writeFile(`${file}.new`, content, { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }
}
