import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { isLasting } from '#server/voting/board/routes.ts';
import { createApp, type App, type AppOptions } from '#server/shared/http/app.ts';
import { createMetrics } from '#server/shared/http/metrics.ts';
import { closed, encodeRequest, exchange, open, parseAnswers } from './raw.ts';

const running: App[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) {
    app.server.closeAllConnections();
    await app.close();
  }
});

/** Called when a request to /slow has begun. */
let slowBegan = (): void => undefined;

async function start(
  options: Partial<AppOptions> = {},
  fails: () => never = () => {
    throw new Error();
  },
): Promise<{ app: App; server: Server; url: string }> {
  const app = await createApp({
    title: 'test',
    origins: '*',
    requestsPerMinute: 1_000_000,
    bodyLimit: 1_000,
    metrics: createMetrics('voting'),
    log: { write: () => undefined },
    ...options,
  });
  app.post('/echo', async ({ body }) => ({ length: (body as Uint8Array).length }));
  app.get('/ip', async ({ ip }) => ({ ip }));
  app.get('/fails', () => fails());
  app.get('/slow', async () => {
    slowBegan();
    return wait(700, { done: true });
  });
  running.push(app);
  return { app, server: app.server, url: await app.listen({ host: '127.0.0.1', port: 0 }) };
}

const HEAD = 'POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\n';

/** Sends the text byte by byte until the server closes the connection. Returns the status of the answer, if any. */
async function drip(url: string, text: string, milliseconds: number): Promise<number | undefined> {
  const socket = await open(url);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  const bytes = text[Symbol.iterator]();
  const timer = setInterval(() => socket.write(bytes.next().value ?? 'x'), 50);
  try {
    await closed(socket, milliseconds);
  } finally {
    clearInterval(timer);
  }
  return answer === '' ? undefined : parseAnswers(answer)[0]!.status;
}

describe('who is slow', () => {
  test('has ten seconds for the headers, twenty for all, looked at each second', async () => {
    const { server } = await start();
    expect([server.headersTimeout, server.requestTimeout, server.timeout]).toEqual([10_000, 20_000, 30_000]);
    expect([server.keepAliveTimeout, server.maxConnections]).toEqual([10_000, 2_000]);
    expect(Reflect.get(server, 'connectionsCheckingInterval')).toBe(1_000);
  });

  test('is told so in headers, in a body, in pieces, and when nothing is said at all; others do not wait', async () => {
    const { server, url } = await start();
    // No timeout must expire before the other requests are answered, even on a busy machine.
    server.headersTimeout = server.requestTimeout = 120_000;
    const long = 'a'.repeat(10_000);
    const patience = 50_000;
    const drips = [
      ...Array.from({ length: 150 }, () => drip(url, `GET /${long}`, patience)),
      ...Array.from({ length: 50 }, () => drip(url, `GET /ip HTTP/1.1\r\nx: ${long}`, patience)),
      ...Array.from({ length: 150 }, () => drip(url, `${HEAD}content-length: 900\r\n\r\n${long}`, patience)),
      ...Array.from({ length: 50 }, () =>
        drip(url, `${HEAD}transfer-encoding: chunked\r\n\r\n384\r\n${long}`, patience),
      ),
      ...Array.from({ length: 50 }, async () => {
        const socket = await open(url);
        socket.resume();
        await closed(socket, patience);
        return undefined;
      }),
    ];
    let ended = 0;
    for (const slow of drips) void slow.then(() => (ended += 1));
    for (let i = 0; i < 20; i++)
      expect((await exchange(url, encodeRequest({ path: '/ip' })))[0]!.status).toBe(200);
    expect(ended).toBe(0); // all of them were still connected
    server.headersTimeout = 600;
    server.requestTimeout = 1_200;
    expect(new Set(await Promise.all(drips))).toEqual(new Set([408, undefined]));
  });

  test('and does not read what was asked for holds nothing for long', async () => {
    const { server, url } = await start();
    server.timeout = 600;
    const socket = await open(url);
    socket.on('error', () => undefined).pause();
    socket.write('GET /openapi.json HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(20_000));
    const connections = (): Promise<number> =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    expect(await connections()).toBe(1);
    for (let i = 0; i < 50 && (await connections()) > 0; i++) await wait(100);
    expect(await connections()).toBe(0);
    socket.destroy();
  });

  test('does not hold a process that is to end', async () => {
    const { app, url } = await start();
    const socket = await open(url);
    socket.on('error', () => undefined);
    socket.write('GET /');
    const timer = setInterval(() => socket.write('x'), 200);
    const began = new Promise<void>((resolve) => (slowBegan = resolve));
    const slow = exchange(url, encodeRequest({ path: '/slow' }));
    await began;
    running.splice(running.indexOf(app), 1);
    await app.close();
    clearInterval(timer);
    expect((await slow)[0]!.status).toBe(200); // the request in progress was answered
  });
});

describe('connections', () => {
  test('beyond the limit are closed at once, and there is room again when others go', async () => {
    const { server, url } = await start();
    server.maxConnections = 40;
    const idle: Socket[] = [];
    for (let i = 0; i < 40; i++) idle.push(await open(url));
    const beyond = await open(url);
    await closed(beyond.resume(), 20_000);
    for (const socket of idle.splice(0, 5)) socket.destroy();
    await wait(100);
    expect((await exchange(url, encodeRequest({ path: '/ip' })))[0]!.status).toBe(200);
    server.headersTimeout = 500; // connections that never send anything end
    await Promise.all(idle.map((socket) => closed(socket.resume(), 20_000)));
  });

  test('that are kept alive end when nothing comes', async () => {
    const { server, url } = await start();
    server.keepAliveTimeout = 300;
    const socket = await open(url);
    socket.write('GET /ip HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
    await expect(closed(socket, 20_000)).resolves.toBeUndefined();
  });
});

describe('requests of one address', () => {
  const statusOf = async (url: string, headers: readonly string[], path = '/ip') =>
    (await exchange(url, encodeRequest({ path, headers })))[0]!;

  test('are limited, with an error; the address that is claimed does not matter', async () => {
    const { url } = await start({ requestsPerMinute: 5 });
    const claims = ['x-forwarded-for: 10.0.0.', 'forwarded: for=10.0.0.', 'x-real-ip: 10.0.0.', 'x-client-ip: 10.0.0.', 'cf-connecting-ip: 10.0.0.', 'true-client-ip: 10.0.0.']; // prettier-ignore
    const answers = [];
    for (const [i, claim] of claims.entries()) answers.push(await statusOf(url, [`${claim}${i}`]));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(JSON.parse(answers.at(-1)!.body)).toMatchObject({
      error: 'too-many',
      title: expect.any(String),
    });
    expect(answers.at(-1)!.headers.get('retry-after')).toBeDefined();
    expect(answers.at(-1)!.headers.get('access-control-allow-origin')).toBe('*');
    expect((await statusOf(url, [], '/nowhere')).status).toBe(429); // requests for missing paths are counted too
  });

  test('do not count where they ask for a file of the board that never changes', async () => {
    const { url } = await start({ requestsPerMinute: 2, unlimited: isLasting });
    const ask = async (path: string) => (await statusOf(url, [], path)).status;
    const lasting = ['tile/entries/000', 'tile/0/x001/000.p/7', 'clock/9', `blob/${'0a'.repeat(32)}`];
    for (const path of [...lasting, ...lasting]) expect(await ask(`/board/${path}`)).toBe(404); // none exists
    expect([await ask('/ip'), await ask('/ip')]).toEqual([200, 200]);
    const counted = [
      '/board/checkpoint',
      '/board/clock/9?a',
      '/board/tile/entries/../entries/000',
      '/board/x',
      '/ip',
    ];
    for (const path of counted) expect([path, await ask(path)]).toEqual([path, 429]);
  });

  test('behind a proxy are told apart by what the proxy says, not by what it was told', async () => {
    const { url } = await start({ requestsPerMinute: 3, trustProxy: true });
    const ask = async (forwarded: string) => (await statusOf(url, [`x-forwarded-for: ${forwarded}`])).status;
    for (let i = 0; i < 3; i++) expect(await ask(`10.0.0.${i}, 192.0.2.1`)).toBe(200);
    expect(await ask('10.0.0.9, 192.0.2.1')).toBe(429);
    expect(await ask('127.0.0.1, 192.0.2.1')).toBe(429);
    expect(await ask('10.0.0.9, 192.0.2.2')).toBe(200);
    for (let i = 0; i < 3; i++) expect(await ask(`2001:db8::${i}`)).toBe(200);
    expect(await ask('2001:db8::ffff:1')).toBe(429); // a subscriber has a whole /64
    expect(await ask('2001:db8:0:1::1')).toBe(200);
  });
});

test('a database that is away, or too busy, is 503, and what is not known 500; neither tells why', async () => {
  const lines: string[] = [];
  let error = new Error('');
  const { url } = await start({ log: { write: (line) => void lines.push(line) } }, () => {
    throw error;
  });
  const ask = async (thrown: Error) => {
    error = thrown;
    return (await exchange(url, encodeRequest({ path: '/fails' })))[0]!;
  };
  const away = [
    ...['57P01', '57P03', '53300', '08006', '40P01', 'ECONNREFUSED'].map((code) => Object.assign(new Error('secreto'), { code })),
    new Error('timeout exceeded when trying to connect'),
    new Error('Connection terminated unexpectedly'),
  ]; // prettier-ignore
  for (const thrown of away) {
    const { status, body } = await ask(thrown);
    expect([thrown.message, status]).toEqual([thrown.message, 503]);
    expect(JSON.parse(body)).toMatchObject({ error: 'unavailable' });
  }
  for (const thrown of [
    new Error('secreto'),
    Object.assign(new Error('secreto'), { code: '23505' }),
    new TypeError('secreto'),
  ]) {
    const { status, body } = await ask(thrown);
    expect(status).toBe(500);
    expect(body).not.toContain('secreto');
  }
  expect(lines.join('')).toContain('limits.slow.test.ts');
  expect(lines.join('')).not.toContain('secreto');
});
