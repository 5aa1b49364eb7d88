/** Comparison of the published votes with those that the shares decrypt (spec §9.6). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { firstFaults } from '../../crypto/batch.ts';
import type { Election } from '../election.ts';
import { type Claim, scalarOne } from '../../crypto/equations.ts';
import {
  combine,
  decodeElementOrIdentity,
  type Element,
  encodeScalar,
  G,
  invert,
  mod,
  type Scalar,
} from '../../crypto/group.ts';
import { repeat } from '../../crypto/proofs.ts';
import type { Findings } from '../../findings/findings.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { cellBatches, ciphertextAt, type PlacedCell } from './batches.ts';
import type { Cell } from './cells.ts';
import type { ContestResult } from './result.ts';
import { discreteLog } from './discrete-log.ts';
import type { TallyCells } from './tally.ts';

/** Maximum number of wrong cells for which the right number is computed. A report shows no more findings. */
const MAX_SEARCHED_CELLS = 10;

export interface Decryption {
  readonly election: Election;
  readonly result: readonly ContestResult[];
  readonly tally: TallyCells;
  /** Recomputed cells. An option of a cell cannot have more votes than the cell has ballots. */
  readonly cells: readonly (readonly Cell[])[];
  /** Shares of t trustees: D of each ciphertext of the tally. */
  readonly shares: ReadonlyMap<number, Uint8Array>;
}

/**
 * Returns the Lagrange coefficient of each of any t trustees: the product over the other j of j / (j - i).
 */
function coefficients(trustees: readonly number[]): Scalar[] {
  return trustees.map((i) => {
    const others = trustees.filter((j) => j !== i).map(BigInt);
    const above = others.reduce((product, j) => mod(product * j), 1n);
    const below = others.reduce((product, j) => mod(product * (j - BigInt(i))), 1n);
    return mod(above * invert(below));
  });
}

/**
 * Judges check 10.2 for each cell: v G = data - sum of lambda_i D_i for the published votes v, and v is at most
 * the number of ballots N.
 */
export function judgeVotes(opening: Decryption, arithmetic: Arithmetic, findings: Findings): void {
  judgeEmptyCells(opening, findings);
  const { election, tally, shares } = opening;
  const lambdas = coefficients([...shares.keys()]);
  let wrong = 0;
  for (const batch of cellBatches(election.contests, tally)) {
    const lists = batch.map((cell) => openedOptions(cell, opening, lambdas, arithmetic));
    arithmetic.decodeSums(lists.flatMap((own) => own.flatMap(({ data, multiples }) => [data, ...multiples])));
    for (const fault of firstFaults(lists, arithmetic)) {
      findings.count('10.2');
      if (!fault) continue;
      wrong += 1;
      const says =
        wrong <= MAX_SEARCHED_CELLS
          ? searchedVotes(fault, lambdas)
          : sentences.wrongVotesUnsearched(fault.option, fault.votes);
      findings.add('10.2', fault.place, says);
    }
  }
}

/** Checks that cells without ballots have no votes. */
function judgeEmptyCells({ election, result, tally }: Decryption, findings: Findings): void {
  for (const { position, id } of election.contests) {
    for (const [cell, { sums }] of tally[position]!.entries()) {
      if (sums.length > 0) continue;
      findings.count('10.2');
      const option = result[position]!.cells[cell]!.findIndex((votes) => votes !== 0);
      if (option < 0) continue;
      const votes = result[position]!.cells[cell]![option]!;
      findings.add('10.2', { contest: id, cell }, sentences.wrongVotes(option, votes, 0));
    }
  }
}

interface OpenedOption {
  readonly place: { readonly contest: string; readonly cell: number };
  readonly option: number;
  readonly votes: number;
  readonly bound: number;
  readonly data: Element;
  /** D of each trustee. */
  readonly multiples: readonly Element[];
  readonly claim: Claim;
}

function openedOptions(
  { contest, cell, first, sums }: PlacedCell,
  { result, cells, shares }: Decryption,
  lambdas: readonly Scalar[],
  { defer }: Arithmetic,
): OpenedOption[] {
  const { position, id, options } = contest;
  const bound = cells[position]![cell]!.count;
  return repeat(options, (option) => {
    const votes = result[position]!.cells[cell]![option]!;
    const data = defer(ciphertextAt(sums, option).data);
    const at = 32 * (first + option);
    const multiples = [...shares.values()].map((own) => defer(own.subarray(at, at + 32)));
    const claim = votes > bound ? impossible : opens(votes, data, multiples, lambdas);
    return { place: { contest: id, cell }, option, votes, bound, data, multiples, claim };
  });
}

function opens(
  votes: number,
  data: Element,
  multiples: readonly Element[],
  lambdas: readonly Scalar[],
): Claim {
  return (equations) => {
    equations
      .next()
      .plus(1, encodeScalar(BigInt(votes)), G)
      .plus(-1, scalarOne, data);
    for (const [i, D] of multiples.entries()) equations.plus(1, encodeScalar(lambdas[i]!), D);
  };
}

const impossible: Claim = (equations) => void equations.next().plus(1, scalarOne, G);

function searchedVotes(
  { option, votes, bound, data, multiples }: OpenedOption,
  lambdas: readonly Scalar[],
): Sentence {
  const mask = combine(multiples.map((D, i) => [D, lambdas[i]!] as const));
  return sentences.wrongVotes(
    option,
    votes,
    discreteLog(decodeElementOrIdentity(data.bytes).minus(mask), bound),
  );
}
