/** Tests that a board on a web server gets the same verdict as its files, however the server behaves. */
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { concat, u8 } from '../../verifier/crypto/bytes.ts';
import { UnreadableError } from '../../verifier/board/reader.ts';
import { WebReader } from '../../verifier/board/web/web-reader.ts';
import { anchoredPaths } from './support/anchored.ts';
import type { TestElection } from './support/election.ts';
import { a, anna, bert, judge, opened, voted } from './support/judge.ts';
import { breakOff, silence, status, WebBoard } from './support/web-board.ts';

const election = voted();
election.count();
election.publish();
const size = election.entries.length;
const bundle = `tile/entries/000.p/${size}`;
const clock = [...election.files.keys()].find((path) => path.startsWith('clock/'))!;

/** Board of three bundles. Most of its entries are void, which costs little to find. */
const long = opened();
long.cast(anna, [a, [1, 0, 0, 1, 0, 0]]);
long.cast(bert, [a, [1, 0, 0, 1, 0, 0]]);
for (let i = 0; i < 500; i += 1) long.append(u8(0x99));
for (let i = 0; i < 20; i += 1) long.mark(long.now + [0, 20, 45, 70][i % 4]!);
long.count();
long.publish();

/** Policies for servers that answer, so that no timeout expires on a busy machine, and for silent servers. */
const patientPolicy = { timeoutMs: 30_000, firstPauseMs: 1, busyPauseMs: 1 };
const quickPolicy = { timeoutMs: 300, firstPauseMs: 1, busyPauseMs: 1 };
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function serve(of: TestElection = election): Promise<WebBoard> {
  const board = await new WebBoard(of.files).open();
  open.push({ close: () => board.close() });
  return board;
}

/** Returns the delays of all timers set during the work, which runs as if no time passed. */
async function waitsOf(work: () => Promise<unknown>): Promise<unknown[]> {
  vi.useFakeTimers({ toFake: ['performance'] });
  const spy = vi.spyOn(globalThis, 'setTimeout');
  try {
    await work();
    return spy.mock.calls.map(([, milliseconds]) => milliseconds);
  } finally {
    spy.mockRestore();
    vi.useRealTimers();
  }
}

function reader({ address }: WebBoard, policy = patientPolicy): WebReader {
  const web = new WebReader(address, policy);
  open.unshift({ close: () => web.close() });
  return web;
}

test('the same report as from the files', async () => {
  const { report } = await judge(election);
  expect(report.verdict).toBe('verified');
  expect((await judge(reader(await serve()))).report).toEqual(report);
});

test('many bundles: read once each, some at a time, over few connections', async () => {
  const board = await serve(long);
  board.latency = 5;
  const { report } = await judge(reader(board));
  expect(report).toEqual((await judge(long)).report);
  expect(report.verdict).toBe('rules broken');
  expect(board.asked.filter((path, i) => board.asked.indexOf(path) !== i)).toEqual([]);
  expect(board.most).toBeGreaterThan(2);
  expect(board.most).toBeLessThanOrEqual(13);
  expect(board.connections).toBeLessThanOrEqual(13);
  const read = board.asked.filter((path) => /^(checkpoint|clock|tile\/(\d|entries))/.test(path));
  const others = [...long.files.keys()].filter((path) => !/^(blob|clock)/.test(path));
  const anchored = anchoredPaths(long);
  expect(read.toSorted()).toEqual([...others, ...anchored].toSorted());
  expect(anchored.length).toBeLessThan(
    [...long.files.keys()].filter((path) => path.startsWith('clock/')).length,
  );
});

test('a board that grows meanwhile is read as its first checkpoint has it', async () => {
  const grown = voted();
  grown.count();
  const files = new Map(grown.publish().files);
  grown.at(grown.now + 60, () => grown.append(u8(0x99)));
  const all = new Map([...grown.publish().files, ...files]);
  const board = new WebBoard(all);
  open.push({ close: () => board.close() });
  const give = board.give;
  const later = grown.checkpoint(grown.entries.length);
  board.spoil('checkpoint', give, (response) => response.end(later));
  const { report } = await judge(reader(await board.open()));
  expect(report).toMatchObject({ verdict: 'verified', size });
  expect(board.times('checkpoint')).toBe(1);
  expect(board.asked.some((path) => path.includes(`.p/${grown.entries.length}`))).toBe(false);
});

describe('a partial file that a board kept for a while only', () => {
  const width = long.entries.length - 512;
  const partial = `tile/entries/002.p/${width}`;
  const grown = long.clone();
  for (let i = width; i < 256; i += 1) grown.append(u8(0x99));
  const give = grown.publish().files.get('tile/entries/002')!;

  test('the full one is read in its place', async () => {
    const board = (await serve(long)).spoil(partial, status(404));
    board.spoil('tile/entries/002', (response) => response.end(give));
    expect((await judge(reader(board))).report).toEqual((await judge(long)).report);
    expect([board.times(partial), board.times('tile/entries/002')]).toEqual([1, 1]);
  });

  test('and is missing, too', async () => {
    const board = (await serve(long)).spoil(partial, status(404));
    expect((await judge(reader(board))).places).toEqual([`1.3 file ${partial}`]);
    expect(board.times('tile/entries/002')).toBe(1);
  });

  test.each([
    ['partial', partial],
    ['full', 'tile/entries/002'],
  ])('that the %s one cannot be had is not that it is missing', async (_, path) => {
    const board = (await serve(long)).spoil(partial, status(404)).spoil(path, status(403));
    await expect(judge(reader(board))).rejects.toThrow(`${path} answers with status 403`);
  });
});

describe('a file that', () => {
  test.each([
    ['is missing', status(404), [`1.4 file ${clock}`]],
    ['is cut short', (response) => response.end(election.files.get(clock)!.subarray(0, 40)), [`1.4 file ${clock}`]],
    ['has a byte more', (response) => response.end(concat(election.files.get(clock)!, u8(10))), [`1.4 file ${clock}`]],
    ['comes as gzip', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(election.files.get(clock)!)), []],
  ] satisfies [string, Parameters<WebBoard['spoil']>[1], string[]][])('%s', async (_, answer, places) => {
    const board = (await serve()).spoil(clock, answer);
    expect((await judge(reader(board))).places).toEqual(places);
    expect(board.times(clock)).toBe(1);
  }); // prettier-ignore

  test('never ends: reading stops at the limit', async () => {
    const board = await serve();
    const closed = new Promise<number>((resolve) => {
      board.spoil('blob/endless', (response) => {
        let sent = 0;
        response.on('close', () => resolve(sent));
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(1 << 16))) sent += 1 << 16;
        };
        response.on('drain', more);
        more();
      });
    });
    expect(await reader(board).read('blob/endless', 100_000)).toHaveLength(100_001);
    expect(await closed).toBeLessThan(100_000_000);
  });

  test('a small transfer that expands without end: the limit applies after decoding', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const board = (await serve()).spoil('blob/bomb', (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(await reader(board).read('blob/bomb', 1000)).toHaveLength(1001);
  });
});

describe('a fault that passes', () => {
  test.each([
    ['500', status(500)],
    ['503 with a time', status(503, { 'retry-after': '0' })],
    ['429', status(429)],
    ['a connection that breaks off', breakOff],
    ['a connection that is refused', (response) => response.destroy()],
    ['silence', silence],
  ] satisfies [string, Parameters<WebBoard['spoil']>[1]][])('%s, three times', async (_, fault) => {
    const board = await serve();
    board.spoil(bundle, fault, fault, fault, board.give);
    expect((await judge(reader(board, fault === silence ? quickPolicy : patientPolicy))).verdict).toBe(
      'verified',
    );
    expect(board.times(bundle)).toBe(4);
  });

  test('the server is given the time that it asks for', async () => {
    const board = await serve();
    board.spoil(bundle, status(429, { 'retry-after': '1' }), board.give);
    expect(await waitsOf(() => judge(reader(board)))).toContain(1000);
  });

  test('a server that is busy and names no time is given one', async () => {
    const board = await serve();
    board.spoil(bundle, status(429), board.give);
    expect(await waitsOf(() => judge(reader(board, { ...patientPolicy, busyPauseMs: 300 })))).toContain(300);
  });
});

describe('a fault that stays: there is no verdict', () => {
  test.each([
    ['500', status(500), 'status 500', 4],
    ['429', status(429), 'status 429', 4],
    ['403', status(403), 'status 403', 1],
    ['a redirect', status(302, { location: '/election/checkpoint' }), 'redirects', 1],
    ['a redirect for good', status(308, { location: '/election/checkpoint' }), 'redirects', 1],
    ['a connection that breaks off', breakOff, 'could not be read', 4],
    ['silence', silence, 'takes too long', 4],
  ] satisfies [string, Parameters<WebBoard['spoil']>[1], string, number][])(
    '%s',
    async (_, fault, says, asked) => {
      const board = (await serve()).spoil(clock, fault);
      const failed = await judge(reader(board, fault === silence ? quickPolicy : patientPolicy)).catch(
        (error: unknown) => error,
      );
      expect(failed).toBeInstanceOf(UnreadableError);
      expect((failed as UnreadableError).says.en).toContain(says);
      expect((failed as UnreadableError).says.en).toContain(`${board.address}/${clock}`);
      expect(board.times(clock)).toBe(asked);
    },
  );

  test('a server that sends very slowly: bytes received extend the time only a little', async () => {
    const board = (await serve()).spoil(clock, (response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await expect(judge(reader(board, quickPolicy))).rejects.toThrow('takes too long');
  });
});

test('nothing is under way after the end', async () => {
  const board = (await serve()).spoil(clock, silence);
  const web = reader(board, { timeoutMs: 1e6, firstPauseMs: 1e6, busyPauseMs: 1 });
  web.prefetch(clock, 10);
  web.prefetch('blob/500', 10);
  const read = web.read(clock, 10);
  web.close();
  await expect(read).rejects.toBeInstanceOf(UnreadableError);
});

describe('addresses', () => {
  test('a slash at the end means the same', async () => {
    const { address } = await serve();
    const web = new WebReader(`${address}/`, quickPolicy);
    expect(await web.read('checkpoint', 1e5)).toEqual(new Uint8Array(election.files.get('checkpoint')!));
    web.close();
  });

  test.each(['ftp://board.example/', 'http://', 'http://u:p@board.example/', 'http://board.example/?a', 'http://board.example/#a', 'https:/'])(
    '%s is none',
    (address) => expect(() => new WebReader(address)).toThrow(UnreadableError),
  ); // prettier-ignore
});
