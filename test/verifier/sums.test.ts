/** Tests that the sums have exactly the counted ballots, whichever ballots of a batch those are (spec §9.3). */
import { describe, expect, test, vi } from 'vitest';
import type { Arithmetic } from '../../verifier/crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../verifier/crypto/arithmetic/element-list.ts';
import { arithmeticNames, makeArithmetic } from '../../verifier/crypto/arithmetic/make.ts';
import { concat } from '../../verifier/crypto/bytes.ts';
import { decodeElement, G, identity, sumOf } from '../../verifier/crypto/group.ts';
import { judgeBallots } from '../../verifier/election/ballot/judge.ts';
import { casterOf, ciphertextsOf } from '../../verifier/election/ballot/parse.ts';
import type { Contest } from '../../verifier/election/election.ts';
import type { Batch } from '../../verifier/election/state/ballot-pipeline.ts';
import { Sums } from '../../verifier/election/state/sums.ts';
import { makeBallot } from './support/ballot.ts';
import { secretOf, type Voter } from './support/election.ts';
import { a, aAndB, anna, bert, blank, carl, emil, nobody, opened, xAndV } from './support/judge.ts';

const { election, K } = opened();
const [office, seats] = election.contests as [Contest, Contest];

const cast = (voter: Voter, ...choices: (readonly number[])[]): Uint8Array =>
  makeBallot({ election, K }, { ...voter, x: secretOf(voter.name) }, choices).bytes;
/** Three ballots of one group, and one each of two others. */
const ballots = [
  cast(anna, a, xAndV),
  cast(carl, aAndB),
  cast(bert, nobody, blank),
  cast(emil, a),
  cast(anna, aAndB, blank),
];
const entries = ballots.map((bytes, index) => ({ index, bytes }));
const styleOf = (bytes: Uint8Array): number => bytes[34]!;

function batchOf(arithmetic: Arithmetic): Batch {
  return { entries, judged: judgeBallots(entries, { election, K, arithmetic }) };
}

/** Adds ballots to the parts, given by position; those without a part are not counted. */
function count(sums: Sums, batch: Batch, parts: readonly (number | undefined)[]): void {
  for (const [position, part] of parts.entries()) {
    if (part === undefined) continue;
    sums.add({ style: election.styles[styleOf(ballots[position]!)]!, part }, { batch, position });
  }
}

/** Returns the sum of these ballots, computed from their bytes. Both contests have the same number of options. */
function sumFrom(contest: Contest, counted: readonly Uint8Array[]): Uint8Array {
  const at = 35 + (contest === seats ? 64 * office.options : 0);
  const elements = Array.from({ length: 2 * contest.options }, (_, i) =>
    sumOf(counted.map((ballot) => decodeElement(ballot.slice(at + 32 * i, at + 32 * (i + 1))))),
  );
  return concat(...elements.map(({ bytes }) => bytes));
}

function expectSums(sums: Sums, parts: readonly (number | undefined)[]): void {
  for (const contest of [office, seats]) {
    for (const part of [0, 1, 2]) {
      const counted = ballots.filter(
        (ballot, i) => parts[i] === part && (contest === office || styleOf(ballot) === 0),
      );
      expect(sums.count(contest, part)).toBe(counted.length);
      if (counted.length > 0) expect(sums.sumOver(contest, [part])).toEqual(sumFrom(contest, counted));
    }
  }
}

const choices = [undefined, 0, 1];
const threeOfOneGroup = choices.flatMap((x) =>
  choices.flatMap((y) => choices.map((z) => [x, y, z] as const)),
);

describe.each(arithmeticNames)('with %s', (name) => {
  const arithmetic = makeArithmetic(name);
  const batch = batchOf(arithmetic);

  test.each(threeOfOneGroup)('ballots of a group in the parts %s, %s and %s', (x, y, z) => {
    const parts = [x, 2, y, undefined, z];
    const sums = new Sums(election, arithmetic);
    count(sums, batch, parts);
    expectSums(sums, parts);
  });
});

describe('sums', () => {
  const arithmetic = makeArithmetic('wasm');
  const batch = batchOf(arithmetic);

  test('are of all batches and parts of a cell', () => {
    const sums = new Sums(election, arithmetic);
    const parts = [0, 1, 0, 2, undefined];
    count(sums, batch, parts);
    count(sums, batchOf(arithmetic), parts);
    const counted = [0, 1, 2, 3].map((i) => ballots[i]!);
    expect(sums.sumOver(office, [0, 1, 2])).toEqual(sumFrom(office, [...counted, ...counted]));
    expect(sums.sumOver(office, [1])).toEqual(sumFrom(office, [ballots[1]!, ballots[1]!]));
  });

  test('lose replaced ballots', () => {
    const sums = new Sums(election, arithmetic);
    count(sums, batch, [0, undefined, 0, undefined, 0]);
    const style = election.styles[0]!;
    sums.uncount({ style, part: 0 });
    sums.remove({ style, part: 0 }, ciphertextsOf(ballots[0]!, style, arithmetic));
    expectSums(sums, [undefined, undefined, 0, undefined, 0]);
  });

  test('may be the identity, also when they come from another thread', () => {
    for (const own of arithmeticNames.map(makeArithmetic)) {
      const lists = [G, identity.minus(G)].map((element) => ElementList.of(own, [own.defer(element.bytes)]));
      for (const { elements } of lists) own.decodeDeferred([elements]);
      const sum = own.addLists(lists);
      expect(ElementList.unpack(own, sum.packed).elements[0]!.bytes).toEqual(new Uint8Array(32));
    }
  });

  test.each([
    ['all are counted in one part', [0, undefined, 0, undefined, 0], 0],
    ['none is counted', [undefined, 1, undefined, undefined, undefined], 0],
    ['one is of another part', [0, undefined, 1, undefined, 0], 1],
    ['one is not counted', [0, undefined, undefined, undefined, 0], 1],
    ['one is counted', [undefined, undefined, 0, undefined, undefined], 1],
  ])('decode as few ballots as possible: %s', (_, parts, decoded) => {
    const decode = vi.spyOn(arithmetic, 'decodeDeferred');
    const sums = new Sums(election, arithmetic);
    count(sums, batch, parts);
    if (parts.includes(0)) sums.sumOver(office, [0]);
    expect(decode).toHaveBeenCalledTimes(decoded);
    vi.restoreAllMocks();
  });
});

test('the ballots of these tests are in three groups', () => {
  const { groups } = batchOf(makeArithmetic('wasm')).judged;
  expect(groups.map(({ positions }) => [...positions])).toEqual([[0, 2, 4], [1], [3]]);
  for (const { stylePosition, unit, positions } of groups)
    for (const position of positions)
      expect(casterOf(ballots[position]!, election.styles[stylePosition]!).unit).toBe(unit);
});
