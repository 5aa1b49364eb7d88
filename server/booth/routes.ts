/**
 * Booth and check page under /booth/: the built files, with the headers that were built with them. The voting process
 * serves them because it does not know who loads them; any other web server may do it as well.
 * @module
 */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from '../http/app.ts';

type Headers = Readonly<Record<string, string>>;

/** What the build left beside the files (voter-client/build/headers.ts). */
interface HeaderTable {
  readonly pages: Readonly<Record<string, Headers>>;
  readonly assets: Headers;
  readonly others: Headers;
}

const PREFIX = '/booth/';

/** Serves what hashes.json names, and nothing else that may lie in the folder. */
export async function boothRoutes(app: App, folder: string): Promise<void> {
  const root = resolve(folder);
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, name), 'utf8')) as unknown;
  const headers = (await read('headers.json')) as HeaderTable;
  const named = new Set(['hashes.json', ...Object.keys((await read('hashes.json')) as object)]);
  const headersOf = (name: string): Headers =>
    headers.pages[name] ?? (name.startsWith('assets/') ? headers.assets : headers.others);
  await app.register(fastifyStatic, {
    root,
    prefix: PREFIX,
    index: ['index.html'],
    cacheControl: false,
    preCompressed: true,
    decorateReply: false,
    allowedPath: (path) => path === '/' || named.has(path.slice(1)),
    setHeaders: (reply, path) => {
      const name = path.slice(root.length + 1).replace(/\.(?:br|gz)$/, '');
      for (const [header, value] of Object.entries(headersOf(name))) reply.header(header, value);
    },
  });
  app.get('/booth', { schema: { hide: true } }, (_request, reply) => reply.redirect(PREFIX, 308));
}
