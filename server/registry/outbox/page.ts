/** Web page that shows all messages of a rehearsal, newest first. It exists only with demo transports. @module */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import type { Db } from '../../shared/database/pool.ts';
import type { App } from '../../shared/http/app.ts';
import { escapeHtml, sendPage } from '../../shared/http/page.ts';
import type { DemoMessage } from './transport.ts';

const MAX_SHOWN = 200;
/** Messages that a search covers; older ones are not found. */
const MAX_SEARCHED = 5_000;

const query = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) });

/** Registers the page. `directories`: the one or two directories to which the demo transports write. */
export function serveOutbox(app: App, db: Db, directories: readonly string[]): void {
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/outbox'));
  app.get('/outbox', { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const sought = (request.query.q ?? '').trim();
    const all = await newest([...new Set(directories)], sought === '' ? MAX_SHOWN : MAX_SEARCHED);
    const mobiles = await mobilesOf(
      db,
      all.filter((message) => holds(message, sought)),
    );
    const numbers = new Set(mobiles.values());
    // A search for a person's mail address also finds codes that were sent to the person by SMS.
    const messages = all.filter((message) => holds(message, sought) || numbers.has(message.to));
    return sendPage(reply, {
      title: 'Mensajes del ensayo / Messages of the rehearsal',
      main: mainOf(messages.slice(0, MAX_SHOWN), sought, mobiles),
      form: true,
    });
  });
}

async function newest(directories: readonly string[], most: number): Promise<DemoMessage[]> {
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
    .slice(0, most);
  return Promise.all(latest.map(async ({ path }) => JSON.parse(await readFile(path, 'utf8')) as DemoMessage));
}

/** Returns whether the message contains the text. Messages begin with the person's name, so names are found, too. */
const holds = ({ to, subject, text }: DemoMessage, sought: string): boolean =>
  plain([to, subject, text].join('\n')).includes(plain(sought));

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Returns the mobile of each mail's recipient, by e-mail address. A log-in asks for its last four digits. */
async function mobilesOf(db: Db, messages: readonly DemoMessage[]): Promise<ReadonlyMap<string, string>> {
  const addresses = messages.filter(({ channel }) => channel === 'email').map(({ to }) => to);
  const { rows } = await db.query<{ email: string; mobile: string }>(
    'select email, mobile from registry.person where email = any($1) and mobile is not null',
    [addresses],
  );
  return new Map(rows.map(({ email, mobile }) => [email, mobile]));
}

/** Returns the text as HTML, with its addresses as links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, i) =>
      i % 2 === 1
        ? `<a rel="noreferrer" href="${escapeHtml(part)}">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join('');

const article = (
  { channel, to, subject, text }: DemoMessage,
  mobile: string | undefined,
): string => `<article>
<h2>${channel === 'sms' ? 'SMS' : escapeHtml(subject)}</h2>
<p>Para / To: ${escapeHtml(to)}</p>
${mobile === undefined ? '' : `<p>Últimos cuatro dígitos de su celular / <span lang="en">Last four digits of the mobile</span>: <strong>${escapeHtml(mobile.slice(-4))}</strong></p>`}
<pre>${linked(text)}</pre>
</article>`;

const form = (sought: string): string => `<form action="/outbox" method="get" role="search">
<label>Nombre, dirección o texto / <span lang="en">Name, address or text</span><br>
<input type="search" name="q" maxlength="200" value="${escapeHtml(sought)}"></label>
<button>Buscar / <span lang="en">Search</span></button> <a href="/outbox">Todos / <span lang="en">All</span></a>
</form>`;

const mainOf = (
  messages: readonly DemoMessage[],
  sought: string,
  mobiles: ReadonlyMap<string, string>,
): string => `<h1>Mensajes del ensayo / <span lang="en">Messages of the rehearsal</span></h1>
<p>Nada de esto se envió: es un ensayo. Los más recientes primero; vuelve a cargar la página para ver los nuevos.</p>
<p lang="en">Nothing of this was sent: it is a rehearsal. Newest first; load the page again to see new ones.</p>
${form(sought)}
${messages.length === 0 ? '<p>No hay mensajes. / <span lang="en">There are no messages.</span></p>' : messages.map((message) => article(message, mobiles.get(message.to))).join('\n')}`;
