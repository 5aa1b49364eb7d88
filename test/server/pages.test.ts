import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, type App } from '#server/shared/http/app.ts';
import { createMetrics } from '#server/shared/http/metrics.ts';
import { frontPages } from '#server/voting/front-pages.ts';

// Tests of the pages for a person who opens the address of the voting process or of the board.

const title = { es: 'Elección <i>X</i>', en: 'Election X' };
let app: App;
beforeAll(async () => {
  app = await createApp({
    title: 'a',
    origins: '*',
    requestsPerMinute: 600,
    bodyLimit: 100,
    metrics: createMetrics('voting'),
    log: { write: () => undefined },
  });
  frontPages(app, { title, booth: true });
});
afterAll(() => app?.close());

const get = (url: string, host = 'urna.example:8200') => app.inject({ url, headers: { host } });

test.each([
  ['/', ['href="/booth/"', 'href="/booth/check.html"', 'href="/board/"']],
  ['/board/', ['href="/"', 'Esta es la pizarra pública', 'This is the public board']],
])('%s leads on, in both languages and without a script', async (url, holds) => {
  const { statusCode, headers, body } = await get(url);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  for (const text of [...holds, 'Elección &lt;i&gt;X&lt;/i&gt;', 'Election X']) expect(body).toContain(text);
  expect(body).toContain('<code>npm run verify -- http://urna.example:8200/board</code>');
  expect(body).not.toContain('<script');
  const [, style] = /<style>([^]*)<\/style>/.exec(body)!;
  const hash = createHash('sha256').update(style!).digest('base64');
  expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
});

test('repeats no host that is none', async () => {
  const { body } = await get('/board/', '"><b>evil;rm');
  expect(body).toContain('npm run verify -- https://…/board');
  expect(body).not.toContain('evil');
});

test('programs get JSON everywhere else', async () => {
  for (const url of ['/elsewhere', '/board/elsewhere', '/index.html']) {
    const answer = await get(url);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: 'not-found' });
  }
  expect((await get('/board')).headers['location']).toBe('/board/');
});
