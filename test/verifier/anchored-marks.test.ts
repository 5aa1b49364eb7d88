/** Tests of anchored marks: of which marks the witnessed checkpoint is asked for and judged (spec §8.6). */
import { describe, expect, test } from 'vitest';
import { u8 } from '../../verifier/crypto/bytes.ts';
import { parseCheckpoint } from '../../verifier/board/log/note.ts';
import type { BoardReader } from '../../verifier/board/reader.ts';
import { Verification } from '../../verifier/verification/verify.ts';
import { anchoredPaths, removeUnanchored } from './support/anchored.ts';
import { TestBoard } from './support/board.ts';
import { judge, voted } from './support/judge.ts';
import { u64Bytes } from './support/notes.ts';

const soFar = { soFar: true };
const HOUR = 3600;

/** Makes a board with marks this long after the mark of entry 1, which is at a full minute. */
function marked(...seconds: number[]): TestBoard {
  const e = new TestBoard();
  expect(e.now % 60).toBe(0);
  const start = e.now;
  for (const at of seconds) e.mark(start + at);
  return e.publish();
}

const markFiles = ({ files }: TestBoard): string[] =>
  [...files.keys()].filter((path) => path.startsWith('clock/'));

/** Returns those of the paths whose removal is a finding, which is the only one. */
async function neededOf(e: TestBoard, paths = markFiles(e)): Promise<string[]> {
  const needed: string[] = [];
  for (const path of paths) {
    const less = { read: (asked: string, limit: number) => e.read(asked === path ? '' : asked, limit) };
    const { places } = await judge(less, soFar);
    if (places.length === 0) continue;
    expect(places).toEqual([`1.4 file ${path}`]);
    needed.push(path);
  }
  return needed;
}

/** Returns the files of marks that the verifier reads, in order. */
async function askedOf(e: BoardReader): Promise<string[]> {
  const asked: string[] = [];
  await judge({ read: (path, limit) => (asked.push(path), e.read(path, limit)) }, soFar);
  return asked.filter((path) => path.startsWith('clock/'));
}

/** Returns a finished board whose last marks are at a full minute, and this long after it. */
function finished(...seconds: number[]): TestBoard {
  const e = voted();
  e.count();
  e.mark(Math.ceil(e.now / 60) * 60 + 60);
  const start = e.now;
  for (const at of seconds) e.mark(start + at);
  return e.publish();
}

describe('the checkpoint is asked for', () => {
  test.each<[string, number[], number[]]>([
    ['of the first mark of a minute', [10, 59, 60, 61, 119, 120], [2, 5, 8]],
    ['of the first of two at one second', [60, 60, 60], [2, 3]],
    ['of a first mark that is close to the one before', [59, 60], [2, 4]],
    ['of the mark before a gap of 61 seconds', [30, 91], [2, 3, 4]],
    ['not of the one before a gap of 60 seconds', [30, 90], [2, 4]],
    ['not of a mark before a next minute that is near', [59, 119, 121], [2, 4, 5]],
    ['not of the last mark of a board under way', [30, 50], [2]],
    ['of the last mark of a board under way that begins a minute', [30, 60], [2, 4]],
    ['once of a first mark before a gap', [120, 600], [2, 3, 4]],
    ['of the mark before the gap alone, of many in a minute', [1, 2, 3, 4, 65], [2, 6, 7]],
  ])('%s', async (_, seconds, sizes) => {
    const e = marked(...seconds);
    const paths = sizes.map((size) => `clock/${size}`);
    expect(await neededOf(e)).toEqual(paths);
    expect(await askedOf(e)).toEqual(paths);
    expect(anchoredPaths(e)).toEqual(paths);
    removeUnanchored(e);
    expect((await judge(e, soFar)).verdict).toBe('so far in order');
  });

  test('of the last mark of a finished board, and not of the one before it', async () => {
    const e = finished(10, 20);
    const size = e.entries.length;
    expect(await neededOf(e, markFiles(e).slice(-3))).toEqual([`clock/${size - 2}`, `clock/${size}`]);
    removeUnanchored(e);
    expect((await judge(e)).verdict).toBe('verified');
  });

  test('of the last valid mark of a finished board, whatever is after it', async () => {
    const e = finished(10);
    const last = `clock/${e.entries.length}`;
    e.append(e.signed(0x02, u64Bytes(BigInt(e.now + 100)), 'authority'));
    e.files.delete(last);
    const { places } = await judge(e.publish());
    expect(places).toEqual([`1.4 file ${last}`, `7.1 entry ${e.entries.length - 1}`]);
  });
});

describe('a void mark decides nothing', () => {
  /** Appends a mark that another party signed. */
  const forge = (e: TestBoard, time: number): number =>
    e.append(e.signed(0x02, u64Bytes(BigInt(time)), 'authority'));

  test('the first of a minute is the first valid one', async () => {
    const e = new TestBoard();
    const forged = forge(e, e.now + 60);
    e.mark(e.now + 61);
    e.files.delete(`clock/${e.entries.length}`);
    expect((await judge(e.publish(), soFar)).places).toEqual([
      `1.4 file clock/${e.entries.length}`,
      `7.1 entry ${forged}`,
    ]);
  });

  test.each([
    ['a forged one much later is no gap', 600, 30],
    ['a forged one in between does not close a gap', 30, 91],
  ])('%s', async (_, forgedAt, nextAt) => {
    const e = new TestBoard();
    const start = e.now;
    e.mark(start + 20);
    const path = `clock/${e.entries.length}`;
    e.files.delete(path);
    const forged = forge(e, start + forgedAt);
    e.mark(start + nextAt);
    const { places } = await judge(e.publish(), soFar);
    expect(places).toEqual([...(nextAt > 80 ? [`1.4 file ${path}`] : []), `7.1 entry ${forged}`]);
  });
});

test.each<[string, (e: TestBoard, size: number) => Uint8Array]>([
  ['bytes that are no checkpoint', () => u8(0)],
  ['another root', (e, size) => e.checkpoint(size, { root: new Uint8Array(32) })],
  ['a time hours later', (e, size) => e.checkpoint(size, { time: e.now + 3 * HOUR })],
])('a file of a mark that is not anchored is not judged: %s', async (_, bytes) => {
  const e = marked(30, 50, 90);
  for (const size of [3, 4]) e.files.set(`clock/${size}`, bytes(e, size));
  expect((await judge(e, soFar)).verdict).toBe('so far in order');
});

/** A quiet board writes an entry and a mark of an earlier minute hours later, to date the entry back. */
describe('an entry that is dated back', () => {
  /** Appends marks that witnesses see three hours late. */
  const markLate = (e: TestBoard, start: number, ...seconds: number[]): void => {
    for (const at of seconds) {
      e.mark(start + at);
      const size = e.entries.length;
      e.files.set(`clock/${size}`, e.checkpoint(size, { time: start + 3 * HOUR }));
    }
  };
  const backdated = (...late: number[]): { e: TestBoard; start: number; size: number } => {
    const e = new TestBoard();
    const start = e.now;
    e.append(u8(0x99)); // void, which costs least
    markLate(e, start, ...late);
    return { e, start, size: e.entries.length };
  };

  test('cannot be told while its mark is the last', async () => {
    const { e } = backdated(40);
    expect((await judge(e.publish(), soFar)).places).toEqual(['7.5 entry 2']);
  });

  test.each([
    ['is found by the next mark of the right time', [40], 4],
    ['is found if a second mark of that minute follows', [40, 59], 5],
    ['is found if marks lead into the next minute', [40, 59, 119], 6],
  ])('%s', async (_, late, found) => {
    const { e, start } = backdated(...late);
    e.mark(start + 3 * HOUR);
    expect((await judge(e.publish(), soFar)).places).toEqual([`7.2 file clock/${found}`, '7.5 entry 2']);
    e.files.delete(`clock/${found}`);
    expect((await judge(e, soFar)).places).toEqual([`1.4 file clock/${found}`, '7.5 entry 2']);
  });
});

describe('a board that is judged as it grows', () => {
  /** Returns the board with the log up to this size, and the same files of marks. */
  function cut(e: TestBoard, size: number): TestBoard {
    const copy = Object.assign(Object.create(e) as TestBoard, {
      entries: e.entries.slice(0, size),
      files: new Map([...e.files].filter(([path]) => !path.startsWith('tile/'))),
    });
    return copy.publish();
  }

  /** Judges a board at this size and then at each larger one. Compares each report with that of one judgement. */
  async function judgeGrowing(e: TestBoard, from: number): Promise<string[][]> {
    const places: string[][] = [];
    let now = cut(e, from);
    const growing = await Verification.start({ read: (path, limit) => now.read(path, limit) }, soFar);
    for (let size = from; size <= e.entries.length; size += 1) {
      now = cut(e, size);
      if (size > from) await growing.extend(parseCheckpoint(now.files.get('checkpoint')!));
      const once = await judge(now, soFar);
      expect(growing.report).toEqual(once.report);
      places.push(once.places);
    }
    return places;
  }

  test('has at each size the report of one that is judged at once', async () => {
    const e = marked(10, 40, 101, 102, 130, 300, 301, 303, 363, 425, 425, 500, 530, 595);
    for (const path of markFiles(e)) e.files.delete(path);
    const places = await judgeGrowing(e, 2);
    expect(places.at(-1)).toEqual(anchoredPaths(e).map((path) => `1.4 file ${path}`));
  });

  test('if it is finished, its last mark may be anchored until another follows', async () => {
    const e = finished(10, 20, 81);
    const [gone, stays] = [e.entries.length - 2, e.entries.length - 1].map((size) => `clock/${size}`);
    for (const path of [gone!, stays!]) e.files.delete(path);
    const places = await judgeGrowing(e, e.entries.length - 2);
    expect(places).toEqual([[`1.4 file ${gone}`], [`1.4 file ${stays}`], [`1.4 file ${stays}`]]);
  });
});
