/** The acts of a site, kept on its disk and given to whoever is logged in. @module */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { toHex } from '#crypto/bytes.ts';
import type { App } from '../shared/http/app.ts';
import { commonProblem } from '../shared/http/problem.ts';
import { noStore } from '../shared/http/no-store.ts';
import { problems, strict } from '../shared/http/registry-schemas.ts';
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

  /** `<kind>.json` as it was signed, and `<kind>.json.sig`, the signature in hexadecimal. */
  async keep({ act, bytes, signature }: SignedAct): Promise<void> {
    await this.#write(`${act.kind}.json.sig`, toHex(signature));
    await this.#write(`${act.kind}.json`, bytes);
  }

  /** Undefined until the act is made. */
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

export function actRoutes(app: App, acts: Acts, memberOf: (request: FastifyRequest) => unknown): void {
  const kind = Type.Enum(['opening', 'closing']);
  app.get(
    '/acts/:kind',
    {
      schema: {
        tags: ['desk'],
        params: Type.Object({ kind }, strict),
        response: {
          /** The act's text, byte for byte as it was signed, and the signature in hexadecimal. */
          200: Type.Object({ act: Type.String(), signature: Type.String() }, strict),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      memberOf(request);
      const own = await acts.read(request.params.kind);
      if (!own) throw commonProblem('not-found');
      return noStore(reply).send(own);
    },
  );
}
