/**
 * Tests of the commands mirror, watch and evidence, run in this process: their output, webhook requests, files and
 * exit codes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { u8 } from '../../verifier/crypto/bytes.ts';
import { runCommand } from '../../verifier/cli/run.ts';
import { Webhook } from '../../verifier/cli/watch/webhook.ts';
import { close, freePort, listen } from '../support/local-server.ts';
import type { TestElection } from './support/election.ts';
import { voted } from './support/judge.ts';
import { silence, status, WebBoard } from './support/web-board.ts';
import { HANG_MS } from '../support/hang.ts';

const root = mkdtempSync(join(tmpdir(), 'watch-cli-'));
afterAll(() => rmSync(root, { recursive: true }));
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close: end } of open.splice(0)) await end();
});

let folders = 0;
const folder = (): string => join(root, String((folders += 1)));

interface Ran {
  readonly code: number | string | null | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run verify -- …`. Returns its output and exit code. */
async function run(...args: readonly string[]): Promise<Ran> {
  const printed = { out: '', err: '' };
  const hear = (name: 'out' | 'err') => (text: string | Uint8Array) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(hear('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(hear('err')),
  ];
  const before = process.exitCode;
  process.exitCode = 2; // as main.ts does at its start
  try {
    await runCommand(['node', 'verify', ...args]);
    return { code: process.exitCode, ...printed };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

async function serve(e: TestElection): Promise<{ web: WebBoard; show: (board: TestElection) => void }> {
  const files = new Map(e.files);
  const web = await new WebBoard(files).open();
  open.push({ close: () => web.close() });
  const show = (board: TestElection): void => {
    files.clear();
    for (const [path, bytes] of board.files) files.set(path, bytes);
  };
  return { web, show };
}

const start = voted();
start.publish();
const size = start.entries.length;

function continueBoard(act: (e: TestElection) => void): TestElection {
  const e = start.clone();
  for (const path of e.files.keys()) if (path.startsWith('tile/')) e.files.delete(path);
  act(e);
  return e.publish();
}

const grown = continueBoard((e) => e.mark(e.now + 30));
const forked = continueBoard((e) => {
  e.entries.splice(size - 2);
  while (e.entries.length < size + 2) e.mark(e.now + 1);
});
const voidEntry = continueBoard((e) => e.at(e.now + 30, () => e.append(u8(0x99))));

/** Starts a server that records requests and gives these answers in turn. The last answer is then repeated. */
async function serveWebhook(
  ...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]
): Promise<{
  readonly url: string;
  readonly heard: { path: string | undefined; type: string | undefined; body: string }[];
}> {
  const heard: { path: string | undefined; type: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ path: request.url, type: request.headers['content-type'], body });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer) answer(response, request);
      else response.end();
    });
  });
  const url = `http://127.0.0.1:${await listen(server)}/secret-token`;
  open.push({ close: () => close(server) });
  return { url, heard };
}

describe('mirror', () => {
  test('0: copied, nothing new; 1: it keeps its files, and evidence; 2: could not run', async () => {
    const { web, show } = await serve(start);
    const own = folder();
    const first = await run('mirror', web.address, own, '--lang', 'en');
    expect(first).toEqual({ code: 0, out: `Copied up to ${size} entries.\n`, err: '' });
    expect((await run('mirror', web.address, own)).out).toBe(`La copia está al día: ${size} mensajes.\n`);
    expect(await run('mirror', own, `${own}-of`, '--quiet')).toEqual({ code: 0, out: '', err: '' });
    show(forked);
    const { code, out } = await run('mirror', web.address, own, '--lang', 'en');
    expect(code).toBe(1);
    expect(out).toContain('NOT COPIED');
    const [evidence] = readdirSync(`${own}-evidence`);
    expect(out).toContain(join(`${own}-evidence`, evidence!));
    expect((await run('evidence', join(`${own}-evidence`, evidence!))).code).toBe(0);
    web.spoil('checkpoint', status(403));
    const gone = await run('mirror', web.address, folder(), '--lang', 'en');
    expect(gone.code).toBe(2);
    expect(gone.err).toContain('status 403');
    expect((await run('mirror', folder(), folder())).err).toContain('no hay una pizarra');
  });

  test('3: files that entries name are missing', async () => {
    const { web, show } = await serve(start);
    const less = continueBoard((e) => e.mark(e.now + 60));
    less.files.delete(`clock/${size + 1}`);
    show(less);
    const { code, out } = await run('mirror', web.address, folder(), '--lang', 'en');
    expect(code).toBe(3);
    expect(out).toContain(`clock/${size + 1}`);
  });

  test('1: another election than the expected one', async () => {
    const other = await run(
      'mirror',
      (await serve(start)).web.address,
      folder(),
      '--manifest-hash',
      '00'.repeat(32),
    );
    expect(other.code).toBe(1);
  });
});

describe('watch --once', () => {
  test.each([
    ['0: all in order', grown, 0, []],
    ['1: a grave alarm', forked, 1, ['fork']],
    ['3: an incident', voidEntry, 3, ['finding']],
  ] satisfies [string, TestElection, number, string[]][])('%s', async (_, board, code, whats) => {
    const { web, show } = await serve(start);
    const [own, log, { url, heard }] = [folder(), folder(), await serveWebhook()];
    const args = ['watch', web.address, '--mirror', own, '--once', '--threads', '0', '--lang', 'en'] as const;
    expect((await run(...args)).code).toBe(0);
    show(board);
    const ran = await run(...args, '--log', log, '--webhook', url);
    expect(ran).toMatchObject({ code, err: '' });
    const events = readLog(log);
    const alarms = events.filter(({ event }) => event === 'alarm');
    expect(alarms.map(({ what }) => what)).toEqual(whats);
    expect(heard.map(({ body }) => JSON.parse(body) as unknown)).toEqual(alarms);
    expect(heard.every(({ type, path }) => type === 'application/json' && path === '/secret-token')).toBe(true);
    expect(ran.out.includes('ALARM')).toBe(code === 1);
    expect(ran.out.includes('NOTICE')).toBe(code === 3);
    for (const { evidence } of alarms)
      if (typeof evidence === 'string') expect((await run('evidence', evidence)).code).toBe(0);
    expect((await run(own, '--so-far', '--threads', '0', '--quiet')).code).toBe(code === 3 ? 3 : 0);
  }); // prettier-ignore

  test('2: the board never answered', async () => {
    const { web } = await serve(start);
    web.spoil('checkpoint', status(403));
    const { code, out } = await run('watch', web.address, '--mirror', folder(), '--once', '--lang', 'en');
    expect(code).toBe(2);
    expect(out).toContain('could not be read');
  });
});

function readLog(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
} // prettier-ignore

test('a watch continues until a signal ends it, and reports new entries', async () => {
  const { web, show } = await serve(start);
  const [own, log] = [folder(), folder()];
  const running = run('watch', web.address, '--mirror', own, '--every', '1', '--log', log, '--threads', '0');
  await vi.waitFor(() => expect(readLog(log).at(-1)).toMatchObject({ event: 'grown', size }), HANG_MS);
  show(forked);
  await vi.waitFor(
    () => expect(readLog(log).at(-1)).toMatchObject({ event: 'alarm', what: 'fork' }),
    HANG_MS,
  );
  web.spoil('checkpoint', status(403));
  await vi.waitFor(() => expect(readLog(log).at(-1)).toMatchObject({ event: 'unreachable' }), HANG_MS);
  web.spoil('checkpoint', web.give);
  show(grown);
  await vi.waitFor(
    () => expect(readLog(log).at(-1)).toMatchObject({ event: 'grown', size: size + 1 }),
    HANG_MS,
  );
  process.emit('SIGTERM');
  expect(await running).toMatchObject({ code: 1, err: '' });
  expect(readLog(log).at(-1)).toMatchObject({ event: 'end', alarms: 1 });
});

describe('evidence', () => {
  test('3: a word; 1: nothing; in both languages', async () => {
    const { web, show } = await serve(start);
    const own = folder();
    await run('mirror', web.address, own, '--quiet');
    show(continueBoard((e) => e.entries.splice(size - 2) && undefined));
    await run('mirror', web.address, own, '--quiet');
    const evidence = join(`${own}-evidence`, readdirSync(`${own}-evidence`)[0]!);
    const { code, out } = await run('evidence', evidence, '--lang', 'en');
    expect(code).toBe(3);
    expect(out).toContain('alone it proves nothing against anybody');
    expect(out).toContain(Buffer.from(start.id).toString('hex'));
    expect((await run('evidence', evidence)).out).toContain('por sí solo no prueba nada');
    expect((await run('evidence', evidence, '--manifest-hash', '00'.repeat(32))).code).toBe(1);
    writeFileSync(
      join(evidence, 'served.checkpoint'),
      start.checkpoint(size - 2, { root: new Uint8Array(32) }),
    );
    writeFileSync(
      join(evidence, 'kept.checkpoint'),
      Buffer.from(start.files.get('checkpoint')!).fill(65, 20, 24),
    );
    expect(await run('evidence', evidence)).toMatchObject({ code: 1 });
    expect((await run('evidence', folder())).code).toBe(1);
  });
});

describe('a webhook', () => {
  const quickPolicy = { timeoutMs: 300, firstPauseMs: 1 };
  const told = async (url: string, times = 1): Promise<string[]> => {
    const failed: string[] = [];
    const webhook = new Webhook(new URL(url), (why) => failed.push(why), quickPolicy);
    for (let i = 0; i < times; i += 1) webhook.send({ i });
    await webhook.close(10_000);
    return failed;
  };

  test.each([
    ['an error', status(500)],
    ['a connection that is refused', (response) => response.destroy()],
    ['silence', silence],
  ] satisfies [string, Parameters<typeof serveWebhook>[number]][])(
    'after %s it is told again',
    async (_, fault) => {
      const { url, heard } = await serveWebhook(fault, status(204));
      expect(await told(url)).toEqual([]);
      expect(heard.map(({ body }) => body)).toEqual(['{"i":0}', '{"i":0}']);
    },
  );

  test('a few times, and that it failed is said without the address', async () => {
    const { url, heard } = await serveWebhook(status(500));
    expect(await told(url)).toEqual(['status 500']);
    expect(heard).toHaveLength(4);
    expect(await told(`http://127.0.0.1:${await freePort()}/secret-token`)).toEqual(['ECONNREFUSED']);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await serveWebhook();
    const { url } = await serveWebhook(status(307, { location: elsewhere.url }));
    expect(await told(url)).toEqual(['status 307']);
    expect(elsewhere.heard).toEqual([]);
  });

  test('alarms come in their order; the end does not wait for ever', async () => {
    const { url, heard } = await serveWebhook();
    expect(await told(url, 3)).toEqual([]);
    expect(heard.map(({ body }) => body)).toEqual(['{"i":0}', '{"i":1}', '{"i":2}']);
    const failed: string[] = [];
    const webhook = new Webhook(new URL((await serveWebhook(silence)).url), (why) => failed.push(why), {
      timeoutMs: 60_000,
      firstPauseMs: 1,
    });
    webhook.send({});
    await webhook.close(50);
    expect(failed).toHaveLength(1);
  });

  test.each(['http://board.example/', 'ftp://board.example/', 'https://u:p@board.example/', 'none'])(
    '%s is none',
    async (url) => {
      const { code, err } = await run('watch', folder(), '--mirror', folder(), '--webhook', url, '--once');
      expect(code).toBe(2);
      expect(err).toContain('https address expected');
    },
  );
});

test.each(['mirror', 'watch', 'evidence'])('%s --help explains the exit codes', async (name) => {
  const { code, out } = await run(name, '--help');
  expect(code).toBe(0);
  expect(out).toContain('Exit codes:');
});
