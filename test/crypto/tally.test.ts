import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { G, identity, multiply, scalarOf } from '#crypto/group.ts';
import { contestOf, type Contest } from '#crypto/manifest/contest.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, readCountedBallot } from '#crypto/ballot/ballot.ts';
import { mergeCells, modalities } from '#crypto/tally/cells.ts';
import { logarithmTable } from '#crypto/tally/discrete-log.ts';
import { splitAmongParties } from '#crypto/tally/party-split.ts';
import { encodeResult, openTally, parseResult } from '#crypto/tally/result.ts';
import { makeShare, openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { encodeTally, parseTally, TallyBuilder } from '#crypto/tally/tally.ts';
import { mini } from '../negative/mini.ts';
import { heldCeremony } from '../support/elections.ts';

describe('cells (spec §9.2)', () => {
  test('parts of one modality go together, and only what is alone goes with the other', () => {
    // Parts 0, 2, 4 are by internet, 1, 3, 5 in person.
    expect(cells([9, 1, 8, 5, 9, 7], 3, true)).toEqual([
      [[0], 9],
      [[1, 3], 6],
      [[2], 8],
      [[4], 9],
      [[5], 7],
    ]);
    expect(cells([9, 1, 4, 0], 3, true)).toEqual([
      [[0], 9],
      [[1, 2], 5],
      [[3], 0],
    ]);
    // The merged cell is still too small, and is the only one with both modalities.
    expect(cells([2, 1, 9, 0], 4, true)).toEqual([
      [[0, 1, 2], 12],
      [[3], 0],
    ]);
  });

  const cells = (counts: number[], small: number, byModality = false): [number[], number][] =>
    mergeCells(new Map(counts.entries()), small, byModality).map(({ parts, ballots }) => [
      [...parts],
      ballots,
    ]);

  test.each<[number[], number, [number[], number][]]>([
    [
      [5, 7],
      3,
      [
        [[0], 5],
        [[1], 7],
      ],
    ],
    [
      [2, 7, 9],
      3,
      [
        [[0, 1], 9],
        [[2], 9],
      ],
    ],
    [
      [9, 2, 7],
      3,
      [
        [[0], 9],
        [[1, 2], 9],
      ],
    ],
    [[2, 2, 2], 3, [[[0, 1, 2], 6]]],
    [
      [1, 0, 1],
      2,
      [
        [[0, 2], 2],
        [[1], 0],
      ],
    ],
    [[1, 0, 1], 3, []],
    [[1, 0, 0], 3, []],
    [[2], 3, []],
    [
      [0, 0],
      3,
      [
        [[0], 0],
        [[1], 0],
      ],
    ],
    [
      [1, 1],
      0,
      [
        [[0], 1],
        [[1], 1],
      ],
    ],
    [
      [1, 1],
      1,
      [
        [[0], 1],
        [[1], 1],
      ],
    ],
  ])('%j with at least %i', (counts, small, expected) => {
    expect(cells(counts, small)).toEqual(expected);
  });

  test('no ballot is lost, no small cell is left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 40 }), fc.nat(12), (counts, small) => {
        const merged = cells(counts, small);
        const total = counts.reduce((sum, count) => sum + count, 0);
        if (total > 0 && total < small) {
          expect(merged).toEqual([]);
          return;
        }
        expect(merged.flatMap(([units]) => units).toSorted((a, b) => a - b)).toEqual(counts.map((_, i) => i));
        for (const [units, ballots] of merged)
          expect(units.reduce((n, u) => n + counts[u]!, 0)).toBe(ballots);
        for (const [, ballots] of merged) if (ballots > 0) expect(ballots).toBeGreaterThanOrEqual(small);
      }),
    );
  });
});

describe('parties (spec §9.7)', () => {
  const contest = (options: string[][]): Contest => ({
    ...contestOf(mini.contests[0]!, 0),
    options: options.map((parties) => ({ id: parties.join('-'), parties })),
    parties: ['a', 'b', 'c'],
  });
  const all = contest([['a'], ['b'], ['c'], ['a', 'b'], ['a', 'b', 'c'], []]);

  test.each<[string, number[], number[]]>([
    ['nothing to divide', [3, 2, 1, 0, 0, 5], [3, 2, 1]],
    ['divides evenly', [3, 2, 1, 4, 3, 0], [6, 5, 2]],
    ['remainder of two to the one with more', [3, 2, 1, 5, 0, 0], [6, 4, 1]],
    ['even if that one is listed later', [2, 3, 1, 5, 0, 0], [4, 6, 1]],
    ['remainder of three, one', [3, 2, 1, 0, 4, 0], [5, 3, 2]],
    ['remainder of three, two', [1, 2, 3, 0, 5, 0], [2, 4, 5]],
    ['equals in the order of the parties', [2, 2, 2, 3, 5, 0], [6, 5, 3]],
    ['zero everywhere', [0, 0, 0, 1, 1, 0], [2, 0, 0]],
  ])('%s', (_, totals, votes) => {
    expect(splitAmongParties(all, totals)).toEqual(votes);
  });
});

describe('discrete logarithm', () => {
  test('finds every value up to the bound and nothing above', () => {
    const log = logarithmTable(30);
    for (let v = 0; v <= 30; v++) expect(log(multiply(G, scalarOf(v)))).toBe(v);
    for (const v of [31, 32, 36, 1000]) expect(log(multiply(G, scalarOf(v)))).toBeUndefined();
    expect(log(identity)).toBe(0);
    expect(logarithmTable(0)(identity)).toBe(0);
    expect(logarithmTable(0)(G)).toBeUndefined();
  });
});

describe('from ballots to votes', async () => {
  const { election, ceremony, shares } = await heldCeremony();
  const key = ceremony.run.key;
  const tally = new TallyBuilder(election);
  const votes = [
    [
      [1, 0, 0, 0, 0, 0],
      [1, 1, 0, 0, 1, 0],
    ],
    [
      [0, 0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0, 0],
    ],
    [
      [0, 0, 1, 0, 0, 0],
      [0, 0, 0, 0, 0, 1],
    ],
  ];
  for (const choices of votes) {
    const credential = deriveCredential(election.id, newCode());
    const caster = { election, key, style: election.styles[0]!, unit: 0, credential };
    tally.add(readCountedBallot(makeBallot(caster, choices, randomBytes(32)), election), modalities.internet);
  }
  const blob = encodeTally(tally.build());
  const opened = new Map<number, DecryptionShare>(
    [...shares].map(([i, share]) => {
      const own = makeShare(election, blob, i, share);
      return [i, openShare(election, blob, i, ceremony.run.verificationKey(i), own)];
    }),
  );

  test.each([[[1, 2]], [[1, 3]], [[2, 3]], [[1, 2, 3]]])('trustees %j open the same result', (numbers) => {
    const chosen = new Map(numbers.map((i) => [i, opened.get(i)!]));
    const result = openTally(election, parseTally(blob, election), chosen);
    expect(result.map(({ totals }) => totals)).toEqual([
      [1, 0, 1, 1, 0, 0],
      [1, 2, 0, 0, 1, 1],
    ]);
    expect(result[0]!.partyVotes).toEqual([2, 0, 1]);
    expect(parseResult(encodeResult(result), election)).toEqual(result);
  });

  test('one trustee alone, or none, opens nothing', () => {
    for (const numbers of [[], [1]]) {
      const chosen = new Map(numbers.map((i) => [i, opened.get(i)!]));
      expect(() => openTally(election, parseTally(blob, election), chosen)).toThrow('are needed');
    }
  });

  test('a share is refused under another key, for another tally, or with a flipped bit', () => {
    const own = makeShare(election, blob, 1, shares.get(1)!);
    const X = ceremony.run.verificationKey(1);
    expect(() => openShare(election, blob, 2, X, own)).toThrow('does not hold');
    expect(() => openShare(election, blob, 1, ceremony.run.verificationKey(2), own)).toThrow('does not hold');
    const other = encodeTally(new TallyBuilder(election).build());
    expect(() => openShare(election, other, 1, X, own)).toThrow('nothing to decrypt');
    fc.assert(
      fc.property(fc.nat({ max: own.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(own);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => openShare(election, blob, 1, X, changed)).toThrow(/does not hold|element|scalar/);
      }),
      { numRuns: 25 },
    );
  });

  test('an empty cell counts zero without being decrypted', () => {
    const result = openTally(election, parseTally(blob, election), opened);
    expect(result[0]!.cells).toEqual([
      [1, 0, 1, 1, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  test('a contest with fewer ballots than smallUnit is withheld, the others are not', async () => {
    const held = await heldCeremony();
    const few = new TallyBuilder(held.election);
    // The second style has only the first contest, so the second contest has one ballot.
    for (const [style, unit] of [
      [0, 0],
      [1, 1],
    ] as const) {
      const credential = deriveCredential(held.election.id, newCode());
      const caster = {
        election: held.election,
        key: held.ceremony.run.key,
        style: held.election.styles[style]!,
        unit,
        credential,
      };
      const choices = votes[0]!.slice(0, caster.style.contests.length);
      const ballot = readCountedBallot(makeBallot(caster, choices, randomBytes(32)), held.election);
      few.add(ballot, modalities.internet);
    }
    const tallyBlob = encodeTally(few.build());
    expect(parseTally(tallyBlob, held.election).map((own) => own.length > 0)).toEqual([true, false]);
    const own = new Map(
      [...held.shares].map(([i, share]) => {
        const bytes = makeShare(held.election, tallyBlob, i, share);
        return [i, openShare(held.election, tallyBlob, i, held.ceremony.run.verificationKey(i), bytes)];
      }),
    );
    const result = openTally(held.election, parseTally(tallyBlob, held.election), own);
    expect(result[0]!.totals).toEqual([2, 0, 0, 0, 0, 0]);
    expect(result[1]).toEqual({ cells: [], totals: [], partyVotes: [] });
    const encoded = encodeResult(result);
    expect(encoded.subarray(-2)).toEqual(Uint8Array.of(0, 0));
    expect(parseResult(encoded, held.election)).toEqual(result);
  });

  test('encoding inverts parsing', () => {
    expect(encodeTally(parseTally(blob, election))).toEqual(blob);
    expect(() => parseTally(blob.subarray(1), election)).toThrow();
  });
});
