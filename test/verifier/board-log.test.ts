import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u32, u8 } from '../../verifier/crypto/bytes.ts';
import { leafHash, treeHash } from '../../verifier/board/log/merkle.ts';
import { DirectoryReader } from '../../verifier/board/directory-reader.ts';
import type { BoardReader } from '../../verifier/board/reader.ts';
import { NoBoardError } from '../../verifier/board/reader.ts';
import { ACT_SIGNATURES_BYTES, TestBoard } from './support/board.ts';
import type { TestElection } from './support/election.ts';
import { a, anna, carl, judge, nobody, opened, xAndV } from './support/judge.ts';
import { witnesses } from './support/manifest.ts';

function election(marks: number): TestElection {
  const e = opened();
  e.cast(anna, [a, xAndV]);
  for (let i = 0; i < marks; i += 1) e.mark();
  e.cast(carl, [nobody]);
  e.count();
  return e.publish();
}

const board = election(0);
const size = board.entries.length;
/** Board of over 256 entries, which has full and partial tiles of two levels. */
const long = election(230);
const partial = long.entries.length - 256;

/** Returns the board with some files changed. Undefined removes a file. */
function changed(files: Record<string, Uint8Array | undefined>, of = board): { read: TestBoard['read'] } {
  return {
    read: (path, limit) =>
      path in files ? Promise.resolve(files[path]?.slice(0, limit + 1)) : of.read(path, limit),
  };
}

const flip = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, i) => (i === bytes.length - 5 ? byte ^ 1 : byte));
const file = (path: string, of = board): Uint8Array => of.files.get(path)!;

describe('files', () => {
  const first = [...board.files.keys()].find((path) => path.startsWith('clock/'))!;
  const clock = Number(first.slice('clock/'.length));

  test.each<[string, Record<string, Uint8Array | undefined>, string[]]>([
    ['nothing wrong', {}, []],
    ['no clock checkpoint', { [first]: undefined }, [`1.4 file ${first}`]],
    ['a clock checkpoint of another size', { [first]: board.checkpoint(clock + 1) }, [`1.4 file ${first}`]],
    ['a clock checkpoint of another root', { [first]: board.checkpoint(clock, { root: new Uint8Array(32) }) }, [`1.4 file ${first}`]],
    ['a clock checkpoint without witness', { [first]: board.checkpoint(clock, { cosigned: [] }) }, [`1.4 file ${first}`]],
    ['a clock checkpoint that is none', { [first]: u8(10) }, [`1.4 file ${first}`]],
    ['a checkpoint without witness', { checkpoint: board.checkpoint(size, { cosigned: [] }) }, ['1.2 file checkpoint']],
    ['a checkpoint of another root', { checkpoint: board.checkpoint(size, { root: new Uint8Array(32) }) }, ['1.3 file checkpoint']],
  ])('%s', async (_, files, places) => {
    expect((await judge(changed(files))).places).toEqual(places);
  }); // prettier-ignore

  test('a checkpoint that the log did not sign', async () => {
    const bytes = file('checkpoint');
    const lines = Buffer.from(bytes).toString().split('\n');
    const spoiled = Buffer.from(
      lines.map((line, i) => (i === 4 ? line.replace(/.....=$/, 'AAAA=') : line)).join('\n'),
    );
    const { found } = await judge(changed({ checkpoint: spoiled }));
    expect(found).toEqual(['1.1']);
  });

  test.each<[string, number[], boolean]>([
    ['all say its time', [0, 0, 0], true],
    ['one of three is an hour late', [3600, 0, 0], true],
    ['one of three has no clock at all', [-1_700_000_000, 300, -300], true],
    ['two of three are late', [301, 0, 301], false],
    ['one is early, one late', [-301, 0, 301], false],
    ['two of two, one of them late', [0, 301], false],
  ])('the clock is confirmed by a quorum of witnesses: %s', async (_, shifts, agree) => {
    const marked = Date.parse('2026-01-01T08:00:00-06:00') / 1000;
    const cosigned = witnesses.slice(0, shifts.length);
    const times = Object.fromEntries(cosigned.map((name, i) => [name, marked + shifts[i]!]));
    const { places, verdict } = await judge(
      changed({ [first]: board.checkpoint(clock, { times, cosigned }) }),
    );
    expect({ places, verdict }).toEqual(
      agree
        ? { places: [], verdict: 'verified' }
        : { places: [`7.2 file ${first}`], verdict: 'rules broken' },
    );
  });
});

describe('tiles', () => {
  test.each<[string, Record<string, Uint8Array | undefined>, string[]]>([
    ['nothing wrong', {}, []],
    ['a full tile missing', { 'tile/0/000': undefined }, ['1.3 file tile/0/000']],
    ['a full tile changed', { 'tile/0/000': flip(file('tile/0/000', long)) }, ['1.3 file tile/0/000']],
    ['a tile too long', { 'tile/0/000': concat(file('tile/0/000', long), u8(0)) }, ['1.3 file tile/0/000']],
    [
      'a partial tile changed',
      { [`tile/0/001.p/${partial}`]: flip(file(`tile/0/001.p/${partial}`, long)) },
      [`1.3 file tile/0/001.p/${partial}`],
    ],
    [
      'a tile of level 1 changed',
      { 'tile/1/000.p/1': flip(file('tile/1/000.p/1', long)) },
      ['1.3 file tile/1/000.p/1'],
    ],
  ])('%s', async (_, files, places) => {
    expect((await judge(changed(files, long))).places).toEqual(places);
  });

  test.each([
    ['is missing', undefined],
    ['is cut short', file(`tile/entries/001.p/${partial}`, long).subarray(0, -1)],
    ['has a byte more', concat(file(`tile/entries/001.p/${partial}`, long), u8(0))],
  ])('a bundle that %s: the rest is not run', async (_, bundle) => {
    const path = `tile/entries/001.p/${partial}`;
    const { places, notRun, verdict } = await judge(changed({ [path]: bundle }, long));
    expect({ places, verdict }).toEqual({ places: [`1.3 file ${path}`], verdict: 'not verified' });
    expect(notRun).toContain('5.8');
    expect(notRun).toContain('10.3');
  });

  test('an entry changed after it was signed', async () => {
    const path = 'tile/entries/000';
    const { found, verdict } = await judge(changed({ [path]: flip(file(path, long)) }, long));
    expect(verdict).toBe('not verified');
    expect(found.filter((id) => id === '1.3')).toHaveLength(3); // tiles of both levels, and the root
  });
});

/** Board that has grown: the partial files are gone, and full ones begin with the same content. */
describe('a full file in the place of a partial one', () => {
  const tile = `tile/0/000.p/${size}`;
  const bundle = `tile/entries/000.p/${size}`;
  const gone = { [tile]: undefined, [bundle]: undefined };
  const hashes = concat(file(tile), new Uint8Array(32 * (256 - size)).fill(7));
  const later = Array.from({ length: 256 - size }, () => concat(u8(0), u8(1), u8(0x99)));
  const entries = concat(file(bundle), ...later);
  const full = { 'tile/0/000': hashes, 'tile/entries/000': entries };
  const flipAt = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const last = file(bundle).length - 1; // of the last entry that counts

  test.each<[string, Record<string, Uint8Array | undefined>, string[]]>([
    ['that is right', {}, []],
    ['that is not there either', { 'tile/0/000': undefined }, [`1.3 file ${tile}`]],
    ['whose last hash that counts differs', { 'tile/0/000': flipAt(hashes, 32 * size - 1) }, ['1.3 file tile/0/000']],
    ['whose next hash is another', { 'tile/0/000': flipAt(hashes, 32 * size) }, []],
    ['a hash too short', { 'tile/0/000': hashes.subarray(0, -32) }, ['1.3 file tile/0/000']],
    ['a byte too long', { 'tile/0/000': concat(hashes, u8(0)) }, ['1.3 file tile/0/000']],
    ['of entries, whose next entry is another', { 'tile/entries/000': flipAt(entries, last + 3) }, []],
    ['of entries, that lacks the last one', { 'tile/entries/000': entries.subarray(0, -3) }, ['1.3 file tile/entries/000']],
    ['of entries, with a byte more', { 'tile/entries/000': concat(entries, u8(0)) }, ['1.3 file tile/entries/000']],
    ['of entries, that are not there either', { 'tile/entries/000': undefined }, [`1.3 file ${bundle}`]],
    ['of entries, the last of which differs', { 'tile/entries/000': flipAt(entries, last) }, ['1.3 file tile/0/000', '1.3 file checkpoint']],
  ])('%s', async (_, files, places) => {
    const { places: found, verdict } = await judge(changed({ ...gone, ...full, ...files }));
    expect({ found, verdict }).toEqual({ found: places, verdict: places.length === 0 ? 'verified' : 'not verified' });
  }); // prettier-ignore

  test('is not read where the partial one exists, right or wrong', async () => {
    const asked: string[] = [];
    const { read } = changed({ ...full, [tile]: flip(file(tile)) });
    const reader: BoardReader = { read: (path, limit) => (asked.push(path), read(path, limit)) };
    expect((await judge(reader)).places).toEqual([`1.3 file ${tile}`]);
    expect(asked.filter((path) => path in full)).toEqual([]);
  });

  test('in a directory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'board-'));
    const files = new Map([...board.files, ...Object.entries(full)]);
    for (const path of Object.keys(gone)) files.delete(path);
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const { report } = await judge(new DirectoryReader(folder));
    expect(report).toEqual((await judge(board)).report);
    rmSync(folder, { recursive: true });
  });
});

describe('the manifest', () => {
  const blobPath = `blob/${Buffer.from(board.id).toString('hex')}`;

  test.each<[string, Record<string, Uint8Array | undefined>]>([
    ['missing', { [blobPath]: undefined }],
    ['changed', { [blobPath]: flip(file(blobPath)) }],
    ['longer', { [blobPath]: concat(file(blobPath), u8(10)) }],
  ])('%s: only the log can be checked', async (_, files) => {
    const { found, report } = await judge(changed(files));
    expect(found).toEqual(['2.1']);
    expect(report.checks.filter(({ status }) => status === 'ok').map(({ id }) => id)).toEqual(['1.3']);
  });

  test('a rule broken', async () => {
    const e = new TestBoard((m) => (m.zone = 'UTC+0'));
    const { places, notRun } = await judge(e.publish());
    expect(places).toEqual(['2.2 file manifest, member zone']);
    expect(notRun).toContain('1.1');
  });

  test('signed by another', async () => {
    const e = new TestBoard();
    e.entries[0] = e.signed(0x01, e.entries[0]!.subarray(1, -ACT_SIGNATURES_BYTES), 'board');
    e.files.set('clock/2', e.checkpoint(2));
    expect((await judge(e.publish(), { soFar: true })).found).toEqual(['2.1']);
  });

  test('not the one expected', async () => {
    const { verdict, report } = await judge(board, { manifestHash: board.id });
    expect(verdict).toBe('verified');
    expect(report.checks.find(({ id }) => id === '2.3')).toMatchObject({ status: 'ok', count: 1 });
    expect((await judge(board, { manifestHash: sha256(u8(1)) })).found).toEqual(['2.3']);
  });
});

describe('the clock', () => {
  test('going back, a forged mark, a gap, and no mark at the end', async () => {
    const e = opened();
    const at = e.now;
    e.mark(at - 1);
    e.now = at;
    e.append(e.signed(0x02, concat(u32(0), u32(at)), 'authority'));
    e.mark(at + 121);
    e.append(e.revoke('emil'));
    const { places } = await judge(e.publish());
    const n = e.entries.length;
    expect(places).toEqual([
      `7.1 entry ${n - 4}`,
      `7.1 entry ${n - 3}`,
      `7.1 entry ${n - 1}`,
      `7.3 entry ${n - 2}`,
      '7.6 ',
    ]);
  });

  test('entry 1 must be a mark', async () => {
    const e = new TestBoard();
    e.entries.splice(1, 1, e.signed(0x10, new Uint8Array(35), 'trustee 1'));
    e.mark();
    expect((await judge(e.publish(), { soFar: true })).places).toEqual([
      '3.1 entry 1, trustee 0',
      '7.1 entry 1',
    ]);
  });
});

describe('files of the user', () => {
  const since = (bytes: Uint8Array): { since: { name: string; bytes: Uint8Array } } => ({
    since: { name: 'since', bytes },
  });

  test.each([
    ['of this size', board.checkpoint(size), []],
    ['of an earlier size', board.checkpoint(20), []],
    ['without witnesses', board.checkpoint(20, { cosigned: [] }), []],
    ['of size 0', board.checkpoint(0, { root: sha256(new Uint8Array()) }), []],
    ['of another root', board.checkpoint(20, { root: new Uint8Array(32) }), ['1.5 file since']],
    ['of a larger log', board.checkpoint(size + 1), ['1.5 file since']],
    ['that is none', u8(1), ['1.5 file since']],
  ])('an earlier checkpoint %s', async (_, bytes, places) => {
    expect((await judge(board, since(bytes))).places).toEqual(places);
  });

  /** Returns an inclusion proof (RFC 6962 §2.1.1). */
  function path(m: number, hashes: readonly Uint8Array[]): Uint8Array[] {
    if (hashes.length <= 1) return [];
    let k = 1;
    while (k * 2 < hashes.length) k *= 2;
    return m < k
      ? [...path(m, hashes.slice(0, k)), treeHash(hashes.slice(k))]
      : [...path(m - k, hashes.slice(k)), treeHash(hashes.slice(0, k))];
  }

  function receipt(index: number, at = size, checkpoint = board.checkpoint(at), proofOf = index): Uint8Array {
    const hashes = path(
      proofOf,
      board.entries.slice(0, at).map((entry) => leafHash(entry)),
    );
    const lines = hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
    return concat(Buffer.from(`c2sp.org/tlog-proof@v1\nindex ${index}\n${lines}\n`), checkpoint);
  }

  const vote = board.entries.findIndex((entry) => entry[0] === 0x40);
  const judgeReceipt = (bytes: Uint8Array): ReturnType<typeof judge> =>
    judge(board, { receipts: [{ name: 'receipt', bytes }] });

  test('a receipt of a ballot', async () => {
    const { verdict, report } = await judgeReceipt(receipt(vote, vote + 10));
    expect(verdict).toBe('verified');
    expect(report.receipts).toMatchObject([{ file: 'receipt', entry: vote, replaced: false }]);
    expect(report.receipts[0]!.tracker).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
    expect(report.receipts[0]!.shortId).toMatch(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/);
  });

  test.each([
    ['of no ballot', receipt(5), '11.2'],
    ['with the proof of another entry', receipt(vote, size, board.checkpoint(size), vote + 1), '11.1'],
    ['without witnesses', receipt(vote, size, board.checkpoint(size, { cosigned: [] })), '11.1'],
    ['of another log', receipt(vote, size, board.checkpoint(size, { root: new Uint8Array(32) })), '11.1'],
    ['of a larger log', receipt(vote, size, board.checkpoint(size + 1)), '11.1'],
    ['that is none', u8(1), '11.1'],
  ])('a receipt %s', async (_, bytes, id) => {
    expect((await judgeReceipt(bytes)).places.map((place) => place.split(' ')[0])).toEqual([id]);
  });

  describe('at an old mirror, which has fewer entries', () => {
    const old = board.clone();
    old.entries.splice(vote + 2);
    old.publish();
    const says = async (bytes: Uint8Array): Promise<string[]> => {
      const { report } = await judge(old, { soFar: true, receipts: [{ name: 'receipt', bytes }] });
      return report.checks.flatMap(({ findings }) => findings.map((own) => `${own.check} ${own.says.en}`));
    };
    const older = `11.1 this copy of the board is older than the receipt: it has ${vote + 2} entries`;

    test('a receipt of a ballot that it has, as of then', async () => {
      expect(await says(receipt(vote, vote + 2))).toEqual([]);
    });

    test.each([
      ['of a ballot that it has, as of later', receipt(vote, vote + 10)],
      ['of a ballot that it does not have', receipt(vote + 8, size)],
    ])('a receipt %s is newer, and no fraud', async (_, bytes) => {
      const [said, ...more] = await says(bytes);
      expect(said).toContain(older);
      expect(more).toEqual([]);
    });

    test('a receipt of later for other bytes than the entry that it has is one', async () => {
      const other = board.clone();
      other.entries[vote] = u8(0x99);
      const hashes = path(
        vote,
        other.entries.map((entry) => leafHash(entry)),
      ).map((hash) => `${Buffer.from(hash).toString('base64')}\n`);
      const head = Buffer.from(`c2sp.org/tlog-proof@v1\nindex ${vote}\n${hashes.join('')}\n`);
      const bytes = concat(head, other.checkpoint(size));
      expect(await says(bytes)).toEqual([
        `11.1 in the receipt the log signed another entry ${vote} than that of this board`,
      ]);
      const asOld = concat(
        Buffer.from(`c2sp.org/tlog-proof@v1\nindex ${vote}\n\n`),
        other.checkpoint(vote + 2),
      );
      expect(await says(asOld)).toEqual(['11.1 its root is not that of the entries']);
    });

    test('a receipt that nobody witnessed is none, however new it is', async () => {
      const [said] = await says(receipt(vote, size, board.checkpoint(size, { cosigned: [] })));
      expect(said).not.toContain('older');
    });
  });

  test('a receipt of a replaced ballot', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    const replaced = e.entries.findIndex((entry) => entry[0] === 0x40);
    e.cast(anna, [nobody, xAndV]);
    e.count();
    e.publish();
    const hashes = path(
      replaced,
      e.entries.map((entry) => leafHash(entry)),
    );
    const lines = hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
    const bytes = concat(
      Buffer.from(`c2sp.org/tlog-proof@v1\nindex ${replaced}\n${lines}\n`),
      e.checkpoint(e.entries.length),
    );
    const { verdict, report } = await judge(e, { receipts: [{ name: 'r', bytes }] });
    expect(verdict).toBe('verified');
    expect(report.receipts).toMatchObject([{ entry: replaced, replaced: true }]);
  });
});

describe('a hostile board', () => {
  test('is none without checkpoint', async () => {
    await expect(judge({ read: () => Promise.resolve(undefined) })).rejects.toThrow(NoBoardError);
  });

  test('of 2^53 - 1 entries ends at the first bundle that is missing', async () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const checkpoint = long.checkpoint(huge, { root: new Uint8Array(32) });
    const { places, verdict } = await judge(changed({ checkpoint }, long));
    expect({ places, verdict }).toEqual({ places: ['1.3 file tile/entries/001'], verdict: 'not verified' });
  });

  test('of no entries', async () => {
    const checkpoint = board.checkpoint(0, { root: sha256(new Uint8Array()) });
    expect((await judge(changed({ checkpoint }))).found).toEqual(['2.1']);
  });

  test('of one entry', async () => {
    const e = new TestBoard();
    e.entries.pop();
    expect((await judge(e.publish())).found).toEqual(['7.1', '7.4']);
  });

  test('with endless files', async () => {
    const endless = { read: (_: string, limit: number) => Promise.resolve(new Uint8Array(limit + 1)) };
    expect((await judge(endless)).found).toEqual(['1.1']);
  });

  test('with thousands of void entries keeps a thousand findings', async () => {
    const e = new TestBoard();
    for (let i = 0; i < 3000; i += 1) e.append(u8(0x99));
    e.mark();
    const { report } = await judge(e.publish(), { soFar: true });
    const check = report.checks.find(({ id }) => id === '7.5')!;
    expect([check.findings.length, check.more]).toEqual([1000, 2000]);
  });
});
