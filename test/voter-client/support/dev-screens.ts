/** `npm run dev:screens`: serves the voters' screens with fake services and hot reload. @module */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { Command } from 'commander';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { icon, ICON, pageOf } from '../../../voter-client/build/page.ts';
import { SCENARIOS } from './scenarios.ts';
import { manifestFiles, noPins } from './screen-files.ts';

const { port } = new Command('npm run dev:screens --')
  .description(
    'Serves the screens of booth, check page and kiosk over fake services. A saved file changes them at once.',
  )
  .option('--port <number>', 'port of this machine', Number, 5173)
  .parse()
  .opts<{ port: number }>();

const PAGES = ['booth', 'check', 'kiosk'] as const;
const files = new Map<string, string | Uint8Array>([...manifestFiles(), [ICON, icon]]);

/**
 * Returns the HTML of a page that loads its sources instead of a bundle. It has no integrity hashes, which would change
 * at each save.
 */
function htmlOf(page: string): string {
  const script = { path: `/test/voter-client/pages/${page}.tsx`, bytes: new Uint8Array() };
  return pageOf('SIVEI', { script, style: undefined }, noPins).replaceAll(/ integrity="[^"]*"/g, '');
}

/** Returns the HTML of the list of screens: each scenario, and the screen to which one must walk by hand. */
function index(): string {
  const link = (address: string, name: string, stop = ''): string =>
    `<li><a href="/${address}">${name}</a> ${stop && `→ ${stop}`}</li>`;
  const scenarios = SCENARIOS.filter(([, { scripts }]) => scripts === undefined).map(
    ([name, { page = 'booth', query = '', link: hash = 'secret' }, stop]) =>
      link(`${page}.html?${query}#${hash}`, name, stop),
  );
  const kiosk = 'election=at-site&delivery=kept&held=1';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><h1>Screens</h1>
<p>An arrow names the screen to which one walks by hand. test/voter-client/fake-booth.ts has the members of an address.</p>
<ul>${link('booth.html#secret', 'booth')}${link('check.html', 'check')}${link('kiosk.html?election=at-site', 'kiosk')}
${link(`kiosk.html?${kiosk}`, 'kiosk without a link')}${scenarios.join('\n')}</ul></html>`;
}

async function answer(
  server: ViteDevServer,
  { url = '/' }: IncomingMessage,
): Promise<string | Uint8Array | undefined> {
  const path = new URL(url, 'http://localhost').pathname.slice(1);
  if (path === '') return index();
  const page = PAGES.find((name) => path === `${name}.html`);
  return page ? server.transformIndexHtml(url, htmlOf(page)) : files.get(path);
}

async function serve(
  server: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): Promise<void> {
  try {
    const found = await answer(server, request);
    if (found === undefined) return next();
    if (typeof found === 'string' && !found.startsWith('<svg'))
      response.setHeader('content-type', 'text/html');
    response.end(found);
  } catch (error) {
    next(error);
  }
}

const screens: Plugin = {
  name: 'screens',
  configureServer(server) {
    server.middlewares.use((request, response, next) => void serve(server, request, response, next));
  },
};

const server = await createServer({
  root: join(import.meta.dirname, '../../..'),
  configFile: false,
  publicDir: false,
  appType: 'custom',
  plugins: [react(), screens],
  server: { host: '127.0.0.1', port },
});
await server.listen();
server.printUrls();
