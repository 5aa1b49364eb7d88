/** The page of a rehearsal on which all messages can be read, newest first. It exists with demo transports alone. @module */

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../http/app.ts';
import type { DemoMessage } from './transport.ts';

const SHOWN = 200;

const STYLE = `body{font:18px/1.5 system-ui,sans-serif;max-width:70ch;margin:24px auto;padding:0 16px;color:#1a1a1a;background:#fcfcfa}
article{border-top:1px solid #777;padding:16px 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
a:focus{outline:3px solid #1a1a1a}`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** `directories`: where the demo transports write; one or two. */
export function serveOutbox(app: App, directories: readonly string[]): void {
  app.get('/outbox', { schema: { hide: true } }, async (_request, reply) => {
    const messages = await newest([...new Set(directories)]);
    return reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page(messages));
  });
}

async function newest(directories: readonly string[]): Promise<DemoMessage[]> {
  const names = await Promise.all(
    directories.map(async (directory) =>
      (await readdir(directory))
        .filter((name) => /^\d{15}-[0-9a-f-]{36}\.json$/.test(name))
        .map((name) => ({ name, path: join(directory, name) })),
    ),
  );
  const latest = names
    .flat()
    .toSorted((a, b) => (a.name < b.name ? 1 : -1))
    .slice(0, SHOWN);
  return Promise.all(latest.map(async ({ path }) => JSON.parse(await readFile(path, 'utf8')) as DemoMessage));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found]!);

/** The text with its addresses as links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, i) =>
      i % 2 === 1
        ? `<a rel="noreferrer" href="${escapeHtml(part)}">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join('');

const article = ({ channel, to, subject, text }: DemoMessage): string => `<article>
<h2>${channel === 'sms' ? 'SMS' : escapeHtml(subject)}</h2>
<p>Para / To: ${escapeHtml(to)}</p>
<pre>${linked(text)}</pre>
</article>`;

const page = (messages: readonly DemoMessage[]): string => `<!doctype html>
<html lang="es">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Mensajes del ensayo / Messages of the rehearsal</title><style>${STYLE}</style></head>
<body><main>
<h1>Mensajes del ensayo / <span lang="en">Messages of the rehearsal</span></h1>
<p>Nada de esto se envió: es un ensayo. Los más recientes primero; vuelve a cargar la página para ver los nuevos.</p>
<p lang="en">Nothing of this was sent: it is a rehearsal. Newest first; load the page again to see new ones.</p>
${messages.length === 0 ? '<p>No hay mensajes. / <span lang="en">There are no messages.</span></p>' : messages.map(article).join('\n')}
</main></body>
</html>
`;
