/**
 * Built pages under a prefix, with the headers that were built with them. The voting process serves booth and check page
 * because it does not know who loads them, a site's desk its own page and the kiosk; any other web server may do it as well.
 * @module
 */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';
import { checkPages } from './check-pages.ts';

type Headers = Readonly<Record<string, string>>;

/** What the build left beside the files (voter-client/build/headers.ts). */
interface HeaderTable {
  readonly pages: Readonly<Record<string, Headers>>;
  readonly assets: Headers;
  readonly others: Headers;
}

/**
 * Serves what hashes.json names, and nothing else that may lie in the folder; `prefix` has slashes around it. Throws if a
 * file is not what hashes.json says.
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
