/**
 * Routes that serve built pages under a prefix, with the headers that the build prescribes. The voting process serves
 * the voters' page and the check page, because it does not know who loads them; a site's desk serves its own page and
 * the kiosk. Any other web server may serve them as well.
 * @module
 */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';
import { checkPages } from './check-pages.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers that the build wrote beside the files (voter-client/build/headers.ts). */
interface HeaderTable {
  readonly pages: Readonly<Record<string, Headers>>;
  readonly assets: Headers;
  readonly others: Headers;
}

/**
 * Serves the files that hashes.json lists, and no other file in the folder; `prefix` starts and ends with a slash.
 * Throws if a file does not match hashes.json.
 */
export async function pageRoutes(app: App, folder: string, prefix: string): Promise<void> {
  const root = resolve(folder);
  const named = await checkPages(root);
  const headers = JSON.parse(await readFile(join(root, 'headers.json'), 'utf8')) as HeaderTable;
  const headersOf = (name: string): Headers =>
    headers.pages[name] ?? (name.startsWith('assets/') ? headers.assets : headers.others);
  await app.register(fastifyStatic, {
    root,
    prefix,
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
  app.get(prefix.slice(0, -1), { schema: { hide: true } }, (_request, reply) => reply.redirect(prefix, 308));
}
