/** Tests that hostile boards cost few operations. Time is not measured here, but by `npm run bench:hostile`. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BitVectors } from '#crypto/arithmetic/bit-vectors.ts';
import { Kernel } from '#crypto/arithmetic/kernel.ts';
import { VectorBatch } from '#crypto/arithmetic/vector-batch.ts';
import { concat, u32, u64, u8 } from '../../verifier/crypto/bytes.ts';
import { repeat } from '../../verifier/crypto/proofs.ts';
import { anchoredPaths } from './support/anchored.ts';
import { flip, type LargeElection, openedFor, votersOf, votes } from './hostile/large-election.ts';
import { closes } from './support/election.ts';
import { CHICAGO, openedWithSites } from './support/in-person.ts';
import { judge, voted } from './support/judge.ts';
import type { TestBoard } from './support/board.ts';
import { witnesses } from './support/manifest.ts';

/** Number of signatures verified by the reference, @noble/curves. */
const asked = vi.hoisted(() => ({ p256: 0, ed25519: 0 }));
vi.mock('@noble/curves/nist.js', async (load) => {
  const { p256, ...others } = await load<typeof import('@noble/curves/nist.js')>();
  const verify: typeof p256.verify = (...question) => ((asked.p256 += 1), p256.verify(...question));
  return { ...others, p256: { ...p256, verify } };
});
vi.mock('@noble/curves/ed25519.js', async (load) => {
  const { ed25519, ...others } = await load<typeof import('@noble/curves/ed25519.js')>();
  const verify: typeof ed25519.verify = (...question) => ((asked.ed25519 += 1), ed25519.verify(...question));
  return { ...others, ed25519: { ...ed25519, verify } };
});

beforeEach(() => {
  Object.assign(asked, { p256: 0, ed25519: 0 });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts the reads of each file from now on. */
function reads(board: TestBoard): (part: string) => number {
  const read = vi.spyOn(board, 'read');
  return (part) => read.mock.calls.filter(([path]) => path.startsWith(part)).length;
}

describe('signatures', () => {
  test('of many wrong ones of P-256 the reference verifies few', async () => {
    const e = openedFor(votersOf(2));
    e.many(repeat(200, (i) => flip(e.signed(0x02, u64(e.now + i), 'board'), -1)));
    e.publish();
    const { found } = await judge(e, { soFar: true });
    expect(found).toHaveLength(200);
    expect(asked.p256).toBeGreaterThan(0);
    expect(asked.p256).toBeLessThanOrEqual(32 + Math.ceil(200 / 16));
  });

  test('of a note with bad lines only the first one is judged to its end', async () => {
    const e = openedFor(votersOf(2));
    e.marks(20);
    const bad = { times: Object.fromEntries(witnesses.map((name) => [name, 1])) };
    const clocks = anchoredPaths(e);
    expect(clocks.length).toBeGreaterThan(20);
    for (const path of clocks) {
      const note = Buffer.from(e.checkpoint(Number(path.slice(6)), bad)).toString();
      // Lines with another time are invalid, because the time is signed.
      const lines = note.replaceAll(/(— witness\S+ )(\S+)/gu, (_, name: string, text: string) => {
        const line = flip(Buffer.from(text, 'base64'), 4 + 7);
        return name + Buffer.from(line).toString('base64');
      });
      e.files.set(path, Buffer.from(lines));
    }
    e.publish();
    const { found } = await judge(e, { soFar: true });
    expect(found.filter((check) => check === '1.4')).toHaveLength(clocks.length);
    expect(asked.ed25519).toBeGreaterThan(0);
    expect(asked.ed25519).toBeLessThanOrEqual(clocks.length);
  });
});

test('a void share that comes again is neither read nor judged again', async () => {
  const e = voted();
  e.close();
  e.admit();
  e.tally();
  const blob = e.blob(flip(e.shareBlob(1), -32));
  const again = e.signed(0x51, concat(u8(1), blob), 'trustee 1');
  for (let i = 0; i < 30; i += 1) e.append(again);
  e.mark();
  e.decrypt(1);
  e.decrypt(2);
  e.result();
  e.publish();
  const read = reads(e);
  const sums = vi.spyOn(Kernel.prototype, 'vanishes');
  const { found, verdict } = await judge(e);
  expect(found).toEqual(repeat(30, () => '9.2'));
  expect(verdict).toBe('rules broken');
  // Blobs that are read: the manifest, the tally, two good shares, the void share, the result.
  expect(read('blob/')).toBe(6);
  expect(sums.mock.calls.length).toBeLessThan(40);
});

test('a void share whose blob was not there counts when it comes with its blob', async () => {
  const e = voted();
  e.close();
  e.admit();
  e.tally();
  e.decrypt(1);
  const [path] = [...e.files.keys()].filter((name) => name.startsWith('blob/')).slice(-1) as [string];
  e.decrypt(1);
  e.publish();
  let turns = 0;
  const board = {
    read: async (name: string, limit: number) =>
      name === path && (turns += 1) === 1 ? undefined : e.read(name, limit),
  };
  const { found, report } = await judge(board, { soFar: true });
  expect(found).toEqual(['9.1']);
  expect(report.outcome!.trustees.openers.map(({ number }) => number)).toEqual([1]);
});

test('closings of a site that name one list with other numbers read it once', async () => {
  const e = openedWithSites();
  e.mark(closes);
  const hashes = repeat(40, (i) => concat(u32(i), new Uint8Array(28)));
  const blob = e.blob(concat(u32(40), ...hashes, u32(0)));
  for (let i = 0; i < 30; i += 1) e.append(e.bySite(0x34, CHICAGO, u32(39 - i), u32(1 + i), blob));
  e.append(e.bySite(0x34, CHICAGO, u32(50), u32(0), blob));
  const right = e.append(e.bySite(0x34, CHICAGO, u32(40), u32(0), blob));
  e.append(e.bySite(0x34, CHICAGO, u32(40), u32(0), blob));
  e.mark();
  e.publish();
  const read = reads(e);
  const { places } = await judge(e, { soFar: true });
  expect(places).toHaveLength(32);
  expect(places).not.toContain(`7.7 entry ${right}`);
  // Blobs that are read: the manifest, the list of a void closing, and the list again for the closing that is right.
  expect(read('blob/')).toBe(3);
});

test('closings of a site that give the list another length read it once, and spoil none', async () => {
  const e = openedWithSites();
  e.mark(closes);
  const blob = e.blob(concat(u32(1), new Uint8Array(32), u32(0)));
  const closing = (count: number): Uint8Array =>
    e.bySite(0x34, CHICAGO, u32(count), u32(0), blob.subarray(0, 32), u32(8 + 32 * count));
  for (const count of [0, 2, 100_000, 3]) e.append(closing(count));
  const right = e.append(closing(1));
  e.mark();
  e.publish();
  const read = reads(e);
  const { places } = await judge(e, { soFar: true });
  expect(places).toEqual([1, 2, 3, 4].toReversed().map((back) => `7.7 entry ${right - back}`));
  // Blobs that are read: the manifest, the list for a void closing, and again for the one that is right.
  expect(read('blob/')).toBe(3);
});

describe('ballots cast again', () => {
  const voters = votersOf(60);
  const e = openedFor(voters);
  const [first, second] = [voters.slice(0, 30), voters.slice(30)];
  e.vote(first);
  e.marks(250);
  e.vote(second);
  e.marks(250);
  // No two consecutive ballots replace ballots of one bundle.
  e.vote(first.flatMap((voter, i) => [voter, second[i]!]));
  e.close();
  e.admit();
  const open = e.clone();
  e.tally();
  e.decrypt(1);
  e.decrypt(2);
  e.result();
  e.publish();

  test('read each bundle that has some once more, at the tally', async () => {
    const read = reads(e);
    const { verdict, report } = await judge(e);
    expect(verdict).toBe('verified');
    expect(report.outcome).toMatchObject({ ballots: 120, voters: 60 });
    const bundles = Math.ceil(e.entries.length / 256);
    expect(bundles).toBeGreaterThan(2);
    expect(read('tile/entries/')).toBeLessThanOrEqual(2 * bundles);
  });

  test('without a tally, none', async () => {
    Object.assign(open, { grown: undefined });
    open.publish();
    const read = reads(open);
    expect((await judge(open, { soFar: true })).verdict).toBe('so far in order');
    expect(read('tile/entries/')).toBe(Math.ceil(open.entries.length / 256));
  });

  test('a board that gives other entries the second time has no verdict', async () => {
    let attempts = 0;
    const changing = {
      read: async (path: string, limit: number) => {
        const bytes = await e.read(path, limit);
        return path === 'tile/entries/001' && (attempts += 1) > 1 ? flip(bytes!, -40) : bytes;
      },
    };
    await expect(judge(changing)).rejects.toThrow('the board changed while it was read');
  });
});

test('ballots that are all void take few sums more than good ones', async () => {
  const voters = votersOf(24);
  const good = openedFor(voters);
  good.many(voters.map((voter) => good.ballot(voter, votes).bytes));
  const bad = openedFor(voters);
  bad.many(voters.map((voter) => flip(bad.ballot(voter, votes).bytes, -32)));
  const terms = async (board: LargeElection): Promise<number> => {
    const sums = vi.spyOn(Kernel.prototype, 'vanishes');
    const batches = vi.spyOn(BitVectors.prototype, 'verify');
    const groups = vi.spyOn(VectorBatch.prototype, 'sum');
    await judge(board.publish(), { soFar: true });
    const inSums = sums.mock.calls.reduce((total, [, { records }]) => total + records.length / 4, 0);
    const summed = groups.mock.calls.reduce((total, [{ from, to }]) => total + to - from, 0);
    // The sum of a group has a term for each element of a ballot and two for each response. All are of one style.
    const { elements, scalars } = batches.mock.calls[0]![0][0]!;
    vi.restoreAllMocks();
    return inSums + (summed * concat(...elements, scalars, scalars).length) / 32;
  };
  expect(await terms(bad)).toBeLessThan(7 * (await terms(good)));
});
