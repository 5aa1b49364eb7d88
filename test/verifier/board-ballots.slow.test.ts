import { describe, expect, test } from 'vitest';
import { compareBytes, concat, u8 } from '../../verifier/crypto/bytes.ts';
import { G } from '../../verifier/crypto/group.ts';
import { makeBallot, makeChallenged } from './support/ballot.ts';
import { closes, opens, secretOf, type TestElection } from './support/election.ts';
import { a, anna, bert, blank, carl, emil, judge, nobody, opened, xAndV } from './support/judge.ts';
import { sharedPads } from './support/shared-pads.ts';

const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));
const seed = new Uint8Array(32).fill(9);

const once = opened((m) => (m.revoting = 'none'));

/** Appends the entry between valid ballots and continues to the closing, which has the number of valid ones. */
async function withEntry(
  make: (e: TestElection) => Uint8Array,
  options: { revoting?: string; time?: number } = {},
): Promise<{ found: string[]; verdict: string }> {
  const e = options.revoting === 'last' ? opened() : once.clone();
  e.cast(carl, [a]);
  e.at(options.time ?? e.now + 60, () => e.append(make(e)));
  if (options.time === undefined) e.cast(emil, [nobody]);
  e.close();
  const { found, verdict } = await judge(e.publish(), { soFar: true });
  return { found, verdict };
}

describe('a void ballot is named by the first rule it breaks, and is not counted', () => {
  const good = (e: TestElection): Uint8Array => e.ballot(bert, [a, blank]).bytes;
  const ofSeed = (e: TestElection, signer = secretOf('bert')): Uint8Array =>
    makeBallot({ election: e.election, K: e.K }, { ...bert, x: secretOf('bert'), signer }, [a, blank], seed)
      .bytes;
  /** Offset of the responses: after the ciphertexts, X, unit and five commitments. */
  const RESPONSES = 35 + 64 * 12 + 34 + 32 * 5;
  const lastBallot = (e: TestElection): Uint8Array => e.entries.findLast(([kind]) => kind === 0x40)!;
  const padOf = (bytes: Uint8Array, i: number): Uint8Array => bytes.subarray(35 + 64 * i, 35 + 64 * i + 32);
  const withPad = (bytes: Uint8Array, i: number, pad: Uint8Array): Uint8Array => {
    bytes.set(pad, 35 + 64 * i);
    return bytes;
  };

  test.each<[string, string, (e: TestElection) => Uint8Array]>([
    ['a byte more', '5.1', (e) => concat(good(e), u8(0))],
    ['a byte less', '5.1', (e) => good(e).subarray(0, -1)],
    ['the kind alone', '5.1', () => u8(0x40)],
    ['another election', '5.1', (e) => flip(good(e), 1)],
    ['no such style', '5.1', (e) => flip(good(e), 33)],
    ['another style, hence another length', '5.1', (e) => flip(good(e), 34)],
    ['a pad that is the identity', '5.1', (e) => good(e).fill(0, 35, 67)],
    ['a pad that is no element', '5.1', (e) => flip(good(e), 66).fill(0xff, 35, 66)],
    ['a scalar of q or more', '5.1', (e) => good(e).fill(0xff, -32)],
    ['a credential on no list', '5.2', (e) => e.ballot({ ...bert, name: 'zoe' }, [a, blank]).bytes],
    [
      'a credential of another style',
      '5.2',
      (e) => e.ballot({ ...bert, style: 1, unit: 1 }, [a, blank]).bytes,
    ],
    ['another unit of the style', '5.2', (e) => e.ballot({ ...bert, unit: 1 }, [a, blank]).bytes],
    ['a second ballot', '5.3', (e) => e.ballot(carl, [a]).bytes],
    ['a spoiled response of a bit', '5.8', (e) => flip(good(e), RESPONSES)],
    ['spoiled responses of a relation', '5.8', (e) => flip(flip(good(e), RESPONSES), RESPONSES + 32)],
    ['two choices of one', '5.8', (e) => e.ballot(bert, [[1, 1, 0, 0, 0, 0], blank]).bytes],
    ['no choice, where it may not be blank', '5.8', (e) => e.ballot(bert, [blank, blank]).bytes],
    ['three choices of two', '5.8', (e) => e.ballot(bert, [a, [1, 1, 1, 0, 0, 0]]).bytes],
    ['a choice beside the null vote', '5.8', (e) => e.ballot(bert, [a, [1, 0, 0, 0, 0, 1]]).bytes],
    ['two votes in one option', '5.8', (e) => e.ballot(bert, [[2, 0, 0, 0, 0, 0], blank]).bytes],
    ['minus one vote, balanced by another', '5.8', (e) => e.ballot(bert, [[2, -1, 0, 0, 0, 0], blank]).bytes],
    ['a spoiled signature', '5.7', (e) => flip(good(e), -32)],
    ['the signature of another', '5.7', (e) => ofSeed(e, secretOf('carl'))],
    ['a signature of other bytes', '5.7', (e) => concat(good(e).subarray(0, -32), ofSeed(e).subarray(-32))],
    ['a pad twice in it', '5.4', (e) => good(e).copyWithin(35 + 64 * 3, 35, 35 + 32)],
    ["the first pad of another's", '5.4', (e) => withPad(good(e), 0, padOf(lastBallot(e), 0))],
    ["a later pad of another's", '5.8', (e) => withPad(good(e), 1, padOf(lastBallot(e), 1))],
    ["the first pad of another's, later", '5.8', (e) => withPad(good(e), 1, padOf(lastBallot(e), 0))],
  ])('%s', async (_, id, make) => {
    expect(await withEntry(make)).toEqual({ found: [id], verdict: 'rules broken' });
  });

  test('a copy of a whole ballot by the same voter', async () => {
    const copy = (e: TestElection): Uint8Array => e.entries[e.entries.length - 3]!;
    expect((await withEntry(copy)).found).toEqual(['5.3']);
    expect((await withEntry(copy, { revoting: 'last' })).found).toEqual(['5.4']);
  });

  test("a copy of another's ciphertexts, with proofs of its own", async () => {
    const e = opened();
    const context = { election: e.election, K: e.K };
    const first = makeBallot(context, { ...anna, x: secretOf('anna') }, [a, blank], seed);
    const second = makeBallot(context, { ...bert, x: secretOf('bert') }, [a, blank], seed);
    e.at(opens + 60, () => e.append(first.bytes));
    e.counted.set('anna', first);
    e.ballots = 1;
    e.at(opens + 90, () => e.append(second.bytes));
    e.count();
    expect((await judge(e.publish())).found).toEqual(['5.4']);
  });

  test('a pad of a void ballot is not taken: the good one after it counts', async () => {
    const e = opened();
    const cast = e.ballot(bert, [a, blank]);
    e.at(opens + 60, () => {
      e.append(flip(cast.bytes, -32));
      e.append(cast.bytes);
    });
    e.counted.set('bert', cast);
    e.ballots = 1;
    e.count();
    const { places, verdict } = await judge(e.publish());
    expect(places.map((place) => place.split(' ')[0])).toEqual(['5.7']);
    expect(verdict).toBe('rules broken');
  });

  test('two void ballots whose errors cancel are both named', async () => {
    const e = opened();
    const [one, two] = [e.ballot(anna, [a, blank]), e.ballot(bert, [a, blank])];
    const change = (bytes: Uint8Array, by: number): Uint8Array =>
      bytes.map((byte, i) => (i === bytes.length - 32 ? (byte + by) & 255 : byte));
    e.at(opens + 60, () => {
      e.append(change(one.bytes, 1));
      e.append(change(two.bytes, -1));
      e.append(e.ballot(carl, [a]).bytes);
    });
    e.mark();
    const { found } = await judge(e.publish(), { soFar: true });
    expect(found).toEqual(['5.7', '5.7']);
  });

  test.each([
    ['at the end of the grace period', closes + 600],
    ['before the opening time', undefined],
  ])('%s', async (_, time) => {
    if (time !== undefined) {
      expect((await withEntry(good, { time })).found).toEqual(['7.5']);
      expect((await withEntry((e) => good(e).subarray(0, -1), { time })).found).toEqual(['5.1']);
      return;
    }
    const e = opened((m) => (m.stages[1]!.starts = '2026-01-10T09:00:00-06:00'));
    e.at(opens + 60, () => e.append(e.ballot(bert, [a, blank]).bytes));
    expect((await judge(e.publish(), { soFar: true })).found).toEqual(['7.4', '7.5']);
  });

  test('one second earlier it is in time', async () => {
    const e = opened();
    e.now = closes + 599 - 60;
    e.cast(bert, [a, blank]);
    e.count();
    expect((await judge(e.publish())).verdict).toBe('verified');
  });

  test('outside the open stage', async () => {
    const e = opened();
    const { bytes } = e.ballot(bert, [a, blank]);
    e.close();
    e.append(bytes);
    e.append(bytes.subarray(0, 40));
    e.mark();
    expect((await judge(e.publish(), { soFar: true })).found).toEqual(['5.1', '7.5']);
  });
});

describe('revoting', () => {
  test('the last one counts, the one before is taken out of the sums', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.cast(carl, [a]);
    e.cast(anna, [nobody, blank]);
    e.cast(anna, [a, blank]);
    e.count();
    const { verdict, report } = await judge(e.publish());
    expect(verdict).toBe('verified');
    expect(report.outcome).toMatchObject({ ballots: 4, voters: 2 });
  });

  test('over several bundles', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    for (let i = 0; i < 300; i += 1) e.mark();
    e.cast(anna, [nobody, blank]);
    e.count();
    const { verdict, report } = await judge(e.publish());
    expect(report.size).toBeGreaterThan(256);
    expect(verdict).toBe('verified');
  });
});

describe('pads that need not be new on the board', () => {
  test.each(sharedPads)('%s', async (_, vote) => {
    const e = opened();
    vote(e);
    const pads = e.entries
      .filter(([kind]) => kind === 0x40 || kind === 0x41)
      .flatMap((bytes) => Array.from({ length: 12 }, (__, i) => bytes.subarray(35 + 64 * i, 67 + 64 * i)));
    expect(new Set(pads.map(String)).size).toBe(pads.length - 1);
    e.count();
    const { verdict, report } = await judge(e.publish());
    expect(verdict).toBe('verified');
    expect(report.outcome).toMatchObject({ ballots: 2, voters: 2, challenged: e.challenges });
    const votes = report.outcome!.contests.map(({ cells }) => cells.map((cell) => cell.votes));
    expect(votes).toEqual(e.numbers().map(({ cells }) => cells));
  });
});

describe('challenged ballots', () => {
  const challenged = (e: TestElection, first = seed): { body: Uint8Array } =>
    makeChallenged({ election: e.election, K: e.K }, 1, [a], first);

  test('a good one', async () => {
    const e = opened();
    e.challenge(1, [a]);
    e.challenge(0, [nobody, blank]);
    e.cast(anna, [a, xAndV]);
    e.count();
    expect((await judge(e.publish())).verdict).toBe('verified');
  });

  test.each<[string, string, (e: TestElection) => Uint8Array]>([
    ['a byte more', '6.1', (e) => e.signed(0x41, concat(challenged(e).body, u8(0)), 'board')],
    ['a choice of 2', '6.1', (e) => e.signed(0x41, challenged(e).body.fill(2, -33, -32), 'board')],
    ['signed by another', '6.1', (e) => e.signed(0x41, challenged(e).body, 'authority')],
    ['another election', '6.1', (e) => e.signed(0x41, flip(challenged(e).body, 0), 'board')],
    ['another seed', '6.2', (e) => e.signed(0x41, flip(challenged(e).body, -39), 'board')],
    ['another choice', '6.2', (e) => e.signed(0x41, flip(challenged(e).body, -33), 'board')],
  ])('%s', async (_, id, make) => {
    expect(await withEntry(make)).toEqual({ found: [id], verdict: 'rules broken' });
  });

  test('one pad for a ballot, then for a challenge, and the other way round', async () => {
    const e = opened();
    const context = { election: e.election, K: e.K };
    const cast = makeBallot(context, { ...emil, x: secretOf('emil') }, [a], seed);
    e.at(opens + 60, () => e.append(cast.bytes));
    e.at(opens + 70, () => e.append(e.signed(0x41, challenged(e).body, 'board')));
    const other = new Uint8Array(32).fill(8);
    e.at(opens + 80, () => e.append(e.signed(0x41, challenged(e, other).body, 'board')));
    e.at(opens + 90, () => e.append(makeBallot(context, { ...carl, x: secretOf('carl') }, [a], other).bytes));
    expect((await judge(e.publish(), { soFar: true })).found).toEqual(['5.4', '6.3']);
  });
});

describe('credentials', () => {
  const X = (name: string): Uint8Array => G.times(secretOf(name)).bytes;

  test.each<[string, string, (e: TestElection) => Uint8Array]>([
    ['no such style', '4.1', (e) => e.list(2, 0, ['zoe'])],
    ['a unit that the style has not', '4.1', (e) => e.list(1, 0, ['zoe'])],
    ['an empty list', '4.1', (e) => e.list(0, 0, [])],
    [
      'signed by the authority',
      '4.1',
      (e) => e.signed(0x20, e.list(0, 0, ['zoe']).subarray(1, -64), 'authority'),
    ],
    ['the identity', '4.1', (e) => e.rawList(0, 0, [new Uint8Array(32)])],
    [
      'not in order',
      '4.2',
      (e) => e.rawList(0, 0, ['yan', 'zoe'].map(X).toSorted(compareBytes).toReversed()),
    ],
    ['one twice', '4.2', (e) => e.rawList(0, 0, [X('zoe'), X('zoe')])],
    ['one of an earlier list', '4.2', (e) => e.list(1, 1, ['anna', 'zoe'])],
    ['a revocation of nobody', '4.3', (e) => e.revoke('zoe')],
    ['a revocation without cause', '4.3', (e) => e.revoke('anna', 4)],
    ['a revocation by another', '4.3', (e) => e.signed(0x21, e.revoke('anna').subarray(1, -64), 'board')],
  ])('%s', async (_, id, make) => {
    const e = opened();
    // Insert the entry before the opening, which is the last entry but one.
    const [opening] = e.entries.splice(-2, 2);
    e.files.delete(`clock/${e.entries.length + 2}`);
    e.append(make(e));
    e.append(opening!);
    e.mark();
    expect((await judge(e.publish(), { soFar: true })).found).toEqual([id]);
  });

  test('a revoked credential may not vote, and one that voted not be revoked', async () => {
    const e = opened();
    e.cast(anna, [a, xAndV]);
    e.at(opens + 90, () => {
      e.append(e.revoke('anna'));
      e.append(e.revoke('bert'));
      e.append(e.revoke('bert'));
      e.append(e.ballot(bert, [a, blank]).bytes);
    });
    e.count();
    const { found, report } = await judge(e.publish());
    expect(found).toEqual(['4.3', '4.3', '5.2']);
    expect(report.outcome?.eligible).toBe(4);
  });
});
