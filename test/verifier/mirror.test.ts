/**
 * Tests of a mirror: which files it copies, which boards it rejects, and that its files are a valid board at every
 * moment (spec §8.11).
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { u8 } from '../../verifier/crypto/bytes.ts';
import { FolderStore } from '../../verifier/cli/mirror/folder-store.ts';
import { Misbehaviour } from '../../verifier/observe/mirror/misbehaviour.ts';
import { Mirror, type Refreshed } from '../../verifier/observe/mirror/mirror.ts';
import { Recheck } from '../../verifier/observe/mirror/recheck.ts';
import { DirectoryReader } from '../../verifier/board/directory-reader.ts';
import type { BoardReader } from '../../verifier/board/reader.ts';
import { WebReader } from '../../verifier/board/web/web-reader.ts';
import { readBoard } from '../negative/board-files.ts';
import { anchoredPaths } from './support/anchored.ts';
import type { TestBoard } from './support/board.ts';
import type { TestElection } from './support/election.ts';
import { a, anna, judge, opened, voted } from './support/judge.ts';
import { u64Bytes } from './support/notes.ts';
import { WebBoard } from './support/web-board.ts';

const root = mkdtempSync(join(tmpdir(), 'mirror-'));
afterAll(() => rmSync(root, { recursive: true }));
const open: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

let folders = 0;
const folder = (): string => join(root, String((folders += 1)));

/** Makes a store that removes partial files of earlier checkpoints at once. */
const store = (directory: string): FolderStore => new FolderStore(directory, 0);

async function mirrored(source: BoardReader, directory: string): Promise<Refreshed> {
  const mirror = new Mirror(store(directory));
  await mirror.open();
  return mirror.refresh(source);
}

/** Returns the files of a board on disk. */
const filesOf = async (directory: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    [...(await readBoard(directory))].map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')]),
  );

/** Returns the files of a board that a mirror copies. */
function published(e: TestBoard): Record<string, string> {
  const anchored = new Set(anchoredPaths(e));
  return Object.fromEntries(
    [...e.files]
      .filter(([path]) => !path.startsWith('clock/') || anchored.has(path))
      .toSorted(([p], [q]) => (p < q ? -1 : 1))
      .map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')]),
  );
}

const whole = voted();
whole.count();
whole.publish();

/** Returns the election with the log up to this size, as it was published then. */
function cut(e: TestElection, size: number): TestElection {
  const copy = e.clone();
  copy.entries.splice(size);
  for (const path of copy.files.keys())
    if (/^(tile|checkpoint)/.test(path) || Number(/^clock\/(\d+)$/.exec(path)?.[1] ?? 0) > size)
      copy.files.delete(path);
  return copy.publish();
}

/** Board of three bundles. */
const long = opened();
long.cast(anna, [a, [1, 0, 0, 1, 0, 0]]);
for (let i = 0; i < 500; i += 1) long.append(u8(0x99));
for (let i = 0; i < 20; i += 1) long.mark();
long.publish();

test('a mirror has every file that a board needs, and a mirror of it has them, too', async () => {
  const [first, second] = [folder(), folder()];
  const web = await new WebBoard(whole.files).open();
  open.push({ close: () => web.close() });
  const reader = new WebReader(web.address);
  const size = whole.entries.length;
  expect(await mirrored(reader, first)).toEqual({ changed: true, size, late: false, missing: [] });
  reader.close();
  expect(await filesOf(first)).toEqual(published(whole));
  await mirrored(new DirectoryReader(first), second);
  expect(await filesOf(second)).toEqual(published(whole));
  expect((await judge(new DirectoryReader(second))).report).toEqual((await judge(whole)).report);
});

/** Store that fails before renaming its n-th file, as a killed program would. */
class FailingStore extends FolderStore {
  #left: number;
  constructor(directory: string, files: number) {
    super(directory, 0);
    this.#left = files;
  }

  override async write(path: string, bytes: Uint8Array): Promise<void> {
    if (this.#left === 0) {
      writeFileSync(join(this.directory, '.next-1'), bytes.subarray(0, bytes.length >> 1));
      throw new Error('killed');
    }
    this.#left -= 1;
    await super.write(path, bytes);
  }
}

test('killed at any file it is still the board before, and goes on to the whole one', async () => {
  const small = cut(whole, 20);
  const base = folder();
  await mirrored(small, base);
  const grown = Object.keys(published(whole)).filter((path) => !(path in published(small))).length + 1;
  expect(grown).toBeGreaterThan(10);
  for (let files = 0; files < grown; files += 2) {
    const own = folder();
    cpSync(base, own, { recursive: true });
    const dying = new Mirror(new FailingStore(own, files));
    await dying.open();
    await expect(dying.refresh(whole)).rejects.toThrow('killed');
    const left = { soFar: true, since: { name: 'since', bytes: small.files.get('checkpoint')! } };
    if (files % 6 === 0) expect((await judge(new DirectoryReader(own), left)).report.size).toBe(20);
    await mirrored(whole, own);
    rmSync(join(own, '.next-1'), { force: true }); // it may be recent
    expect(await filesOf(own)).toEqual(published(whole));
  }
});

/** Records the reads of a board. */
function recordReads(board: BoardReader): BoardReader & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read: (path, limit) => {
      asked.push(path);
      return board.read(path, limit);
    },
  };
}

describe('only new files are read', () => {
  test('of a board that stands still, its checkpoint alone', async () => {
    const mirror = new Mirror(store(folder()));
    await mirror.refresh(long);
    const board = recordReads(long);
    expect(await mirror.refresh(board)).toEqual({
      changed: false,
      size: long.entries.length,
      late: false,
      missing: [],
    });
    expect(board.asked).toEqual(['checkpoint']);
    const again = recordReads(long);
    await mirrored(again, (mirror.store as FolderStore).directory);
    expect(again.asked).toEqual(['checkpoint']);
  });

  test('of one that has grown, the files after the full bundles', async () => {
    const own = folder();
    await mirrored(cut(long, 520), own);
    const board = recordReads(long);
    await mirrored(board, own);
    const width = long.entries.length - 512;
    expect(board.asked.filter((path) => path.startsWith('tile/'))).toEqual([
      `tile/0/002.p/${width}`,
      `tile/entries/002.p/${width}`,
    ]);
    expect(await filesOf(own)).toEqual(published(long));
  });
});

test.each([
  ['a bundle', 'tile/entries/001'],
  ['hashes', 'tile/0/000'],
  ['the checkpoint of a mark', [...long.files.keys()].find((path) => path.startsWith('clock/'))!],
  ['a blob', [...long.files.keys()].filter((path) => path.startsWith('blob/')).at(-1)!],
])('%s that was damaged here is brought in again', async (name, path) => {
  const own = folder();
  await mirrored(long, own);
  const damaged = Uint8Array.from(long.files.get(path)!, (byte, i) => (i === 40 ? byte ^ 1 : byte));
  writeFileSync(join(own, path), damaged);
  // The only blob here is the manifest, without which there are no keys.
  if (name === 'a blob') await expect(mirrored(long, own)).rejects.toThrow('damaged');
  else {
    await mirrored(long, own);
    expect(await filesOf(own)).toEqual(published(long));
  }
});

test('partial files of an earlier size stay as long as a reader may need them', async () => {
  const own = folder();
  await new Mirror(new FolderStore(own)).refresh(cut(whole, 20));
  const again = new Mirror(new FolderStore(own));
  await again.open();
  await again.refresh(whole);
  expect(Object.keys(await filesOf(own))).toContain('tile/entries/000.p/20');
});

/**
 * Refreshes a mirror of the board `before` from `board`. Returns the misbehaviour, and checks that the mirror is
 * unchanged.
 */
async function misbehaviourOf(board: BoardReader, before: TestBoard = cut(whole, 20)): Promise<Misbehaviour> {
  const own = folder();
  await mirrored(before, own);
  const kept = await filesOf(own);
  const error = await mirrored(board, own).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Misbehaviour);
  expect(await filesOf(own)).toMatchObject(kept);
  return error as Misbehaviour;
}

/** Returns a board of `size` entries with another history from entry `at` on. */
function forked(at: number, size: number): TestElection {
  const other = cut(whole, at);
  while (other.entries.length < size) other.mark(other.now + 60);
  return other.publish();
}

describe('refused, and the board before stays', () => {
  test.each([
    ['other entries under the same size', () => forked(15, 20), 'fork'],
    ['a longer log that does not begin with it', () => forked(15, 30), 'fork'],
    ['a shorter log that it does not begin with', () => forked(10, 18), 'fork'],
    ['a shorter log', () => cut(whole, 18), 'rewind'],
    ['a checkpoint that no witness saw', () => {
      const e = cut(whole, 30);
      e.files.set('checkpoint', e.checkpoint(30, { cosigned: [] }));
      return e;
    }, 'unwitnessed'],
    ['a checkpoint that is none', () => {
      const e = cut(whole, 30);
      e.files.set('checkpoint', u8(10));
      return e;
    }, 'unsigned'],
    ['no checkpoint any more', () => {
      const e = cut(whole, 30);
      e.files.delete('checkpoint');
      return e;
    }, 'altered'],
    ['entries that are not there', () => {
      const e = cut(whole, 30);
      e.files.delete('tile/entries/000.p/30');
      return e;
    }, 'altered'],
    ['hashes that are not there', () => {
      const e = cut(whole, 30);
      e.files.delete('tile/0/000.p/30');
      return e;
    }, 'altered'],
    ['hashes that are not those of the checkpoint', () => {
      const e = cut(whole, 30);
      e.files.set('tile/0/000.p/30', forked(15, 30).files.get('tile/0/000.p/30')!);
      return e;
    }, 'altered'],
    ['entries that are not those of the hashes', () => {
      const e = cut(whole, 30);
      e.files.set('tile/entries/000.p/30', forked(15, 30).files.get('tile/entries/000.p/30')!);
      return e;
    }, 'altered'],
  ] satisfies [string, () => TestElection, Misbehaviour['kind']][])('%s', async (_, board, kind) => {
    expect((await misbehaviourOf(board())).kind).toBe(kind);
  }); // prettier-ignore

  test('of the second level, too', async () => {
    const e = cut(long, 520);
    e.files.set('tile/1/000.p/2', new Uint8Array(64));
    const { kind, evidence } = await misbehaviourOf(e, cut(long, 20));
    expect({ kind, file: evidence.file }).toEqual({ kind: 'altered', file: 'tile/1/000.p/2' });
  });

  test('another election than the expected one', async () => {
    const mirror = new Mirror(store(folder()), { manifestHash: new Uint8Array(32) });
    await expect(mirror.refresh(whole)).rejects.toMatchObject({ kind: 'manifest' });
  });
});

test('after a fork it continues the history that it knows, with any files of the other one present', async () => {
  const own = folder();
  await mirrored(cut(long, 20), own);
  const other = cut(long, 15);
  while (other.entries.length < 600) other.append(u8(0x98));
  other.publish();
  const mirror = new Mirror(store(own));
  await mirror.open();
  await expect(mirror.refresh(other)).rejects.toMatchObject({ kind: 'fork' });
  await mirror.refresh(long);
  expect(await filesOf(own)).toEqual(published(long));
});

test('files that entries name and the board lacks are reported, and copied when they come', async () => {
  const own = folder();
  const missing = [...whole.files.keys()].find((path) => path.startsWith('clock/'))!;
  const late = whole.clone();
  late.files.delete(missing);
  const mirror = new Mirror(store(own));
  expect((await mirror.refresh(late)).missing).toEqual([missing]);
  expect(await mirror.refresh(late)).toMatchObject({ changed: false, missing: [missing] });
  expect(await mirror.refresh(whole)).toMatchObject({ late: true, missing: [] });
  expect(await filesOf(own)).toEqual(published(whole));
});

describe('the checkpoints of marks', () => {
  /** Board with marks that are anchored by each rule, one of them only as long as it is the last. */
  const anchored = whole.clone();
  const start = Math.ceil(anchored.now / 60) * 60;
  for (const at of [60, 70, 131, 150, 180, 181, 241]) anchored.mark(start + at);
  anchored.publish();
  const size = anchored.entries.length;
  const without = (at: number, path: string): TestElection => {
    const e = cut(anchored, at);
    e.files.delete(path);
    return e;
  };

  test.each(['that goes on', 'that is opened again'])(
    'are copied by a mirror %s as soon as they are asked for, and no others',
    async (which) => {
      const own = folder();
      let mirror = new Mirror(store(own));
      for (let at = 2; at <= size; at += 1) {
        const e = cut(anchored, at);
        const board = recordReads(e);
        const had = await filesOf(own).catch(() => ({}));
        expect((await mirror.refresh(board)).missing).toEqual([]);
        const added = anchoredPaths(e).filter((path) => !(path in had));
        expect(board.asked.filter((path) => path.startsWith('clock/'))).toEqual(added);
        expect(Object.keys(await filesOf(own))).toEqual(expect.arrayContaining(added));
        if (which === 'that goes on') continue;
        mirror = new Mirror(store(own));
        await mirror.open();
      }
      const kept = Object.keys(await filesOf(own)).filter((path) => path.startsWith('clock/'));
      expect(kept.length).toBeLessThan(
        [...anchored.files.keys()].filter((p) => p.startsWith('clock/')).length,
      );
    },
  );

  test('of a mark before a gap: missing once the next mark shows the gap', async () => {
    const early = opened();
    early.mark(early.now + 30);
    const path = `clock/${early.entries.length}`;
    const checkpoint = early.files.get(path)!;
    early.files.delete(path);
    const mirror = new Mirror(store(folder()));
    expect((await mirror.refresh(early.publish())).missing).toEqual([]);
    early.mark(early.now + 61);
    expect((await mirror.refresh(early.publish())).missing).toEqual([path]);
    expect((await mirror.refresh(early)).missing).toEqual([path]);
    early.files.set(path, checkpoint);
    expect(await mirror.refresh(early)).toMatchObject({ late: true, missing: [] });
  });

  test('of the last mark of a finished board: not asked for once another follows soon', async () => {
    const path = `clock/${size - 3}`; // after the first mark of its minute, and before another
    const mirror = new Mirror(store(folder()));
    expect((await mirror.refresh(without(size - 3, path))).missing).toEqual([path]);
    expect((await mirror.refresh(without(size - 2, path))).missing).toEqual([]);
    const late = new Mirror(store(folder()));
    await late.refresh(without(size - 3, path));
    expect(await late.refresh(cut(anchored, size - 3))).toMatchObject({
      changed: true,
      late: true,
      missing: [],
    });
    expect([...late.attached()].map(([name]) => name)).toContain(path);
    await late.refresh(without(size - 2, path));
    expect([...late.attached()].map(([name]) => name)).not.toContain(path);
    expect(await new Recheck(late).next(without(size - 2, path), 1000)).toEqual([]);
  });

  test('of a void mark are not copied, and it anchors no other', async () => {
    const e = opened();
    e.mark(e.now + 30);
    const path = `clock/${e.entries.length}`;
    e.append(e.signed(0x02, u64Bytes(BigInt(e.now + 100)), 'authority'));
    const forged = `clock/${e.entries.length}`;
    e.files.set(forged, e.checkpoint(e.entries.length));
    e.mark(e.now + 20);
    const board = recordReads(e.publish());
    await mirrored(board, folder());
    for (const file of [path, forged]) expect(board.asked).not.toContain(file);
  });
});
