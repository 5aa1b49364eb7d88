/** Result of the count from decryption shares: votes, totals, votes of the parties (spec §9.6). @module */

import { lagrange } from '../ceremony/polynomial.ts';
import { concat, u16, u32 } from '../bytes.ts';
import { multiplyPublic, sum } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import { Reader } from '../wire.ts';
import { logarithmTable } from './discrete-log.ts';
import { splitAmongParties } from './party-split.ts';
import type { DecryptionShare } from './share.ts';
import type { Tally } from './tally.ts';

export interface ContestResult {
  /** Votes by cell and option. All three lists are empty if the contest is withheld (§9.2). */
  readonly cells: readonly (readonly number[])[];
  /** Votes by option. */
  readonly totals: readonly number[];
  /** Votes by party. */
  readonly partyVotes: readonly number[];
}

/**
 * Decrypts the tally with the checked shares of at least t distinct trustees, by their numbers. Throws if there are too
 * few shares. Throws also if a sum is no possible number of votes, which means that the record is broken.
 */
export function openTally(
  election: Election,
  tally: Tally,
  shares: ReadonlyMap<number, DecryptionShare>,
): ContestResult[] {
  const numbers = [...shares.keys()].slice(0, election.threshold);
  const empty = tally.flat().every(({ ballots }) => ballots === 0); // nothing to decrypt (spec §9.5)
  if (!empty && numbers.length < election.threshold) {
    throw new Error(`${shares.size} valid decryption shares: ${election.threshold} are needed`);
  }
  const lambdas = new Map(numbers.map((i) => [i, lagrange(i, numbers)]));
  const logarithm = logarithmTable(Math.max(0, ...tally.flat().map(({ ballots }) => ballots)));
  return tally.map((cells, c) => {
    let open = -1; // number of the cell in the shares, which leave out cells without ballots
    const votes = cells.map(({ ballots, sums }) => {
      if (ballots === 0) return election.contests[c]!.options.map(() => 0);
      open += 1;
      return sums.map(({ data }, i) => {
        const parts = numbers.map((n) => multiplyPublic(shares.get(n)![c]![open]![i]!, lambdas.get(n)!));
        const value = logarithm(data.subtract(sum(parts))); // v G = data - sum of lambda_i D_i
        if (value === undefined || value > ballots)
          throw new Error('a sum of the tally is no number of votes');
        return value;
      });
    });
    return resultOf(election, c, votes);
  });
}

const WITHHELD: ContestResult = { cells: [], totals: [], partyVotes: [] };

/** Computes totals and party votes from the votes of the cells. */
function resultOf(election: Election, c: number, cells: readonly (readonly number[])[]): ContestResult {
  if (cells.length === 0) return WITHHELD;
  const contest = election.contests[c]!;
  const totals = contest.options.map((_, i) => cells.reduce((total, cell) => total + cell[i]!, 0));
  return { cells, totals, partyVotes: splitAmongParties(contest, totals) };
}

/** Encodes the result as the blob of §9.6. */
export function encodeResult(result: readonly ContestResult[]): Uint8Array {
  return concat(
    ...result.flatMap(({ cells, totals, partyVotes }) => [
      u16(cells.length),
      ...cells.flat().map(u32),
      ...totals.map(u32),
      ...partyVotes.map(u32),
    ]),
  );
}

/** Parses a blob of §9.6; throws if malformed. */
export function parseResult(blob: Uint8Array, election: Election): ContestResult[] {
  const reader = new Reader(blob);
  const result = election.contests.map(({ options, parties }) => {
    const cells = reader.list(reader.u16(), () => reader.list(options.length, reader.u32));
    if (cells.length === 0) return WITHHELD;
    return {
      cells,
      totals: reader.list(options.length, reader.u32),
      partyVotes: reader.list(parties.length, reader.u32),
    };
  });
  reader.end();
  return result;
}
