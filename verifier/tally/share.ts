/** Decryption shares: their bytes and proofs (spec §9.5). @module */
import { Reader, Refusal, u16, u8 } from '../bytes.ts';
import type { Contest, Election } from '../election.ts';
import { allHold } from '../batch.ts';
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Claim } from '../equations.ts';
import { type Element, readElementOrIdentity } from '../group.ts';
import { type Ciphertext, equalityClaim, type EqualityProof, readEqualityProofForSum } from '../proofs.ts';
import { say } from '../sentences.ts';
import { challenge } from '../transcript.ts';
import type { TallyCells } from './tally.ts';

interface Part {
  readonly D: Element;
  readonly proof: EqualityProof;
}

/** By contest, cell and option; cells without ballots have no parts. */
export type Share = readonly (readonly (readonly Part[])[])[];

export interface Statement {
  readonly election: Election;
  /** T, the hash of the tally. */
  readonly tally: Uint8Array;
  readonly trustee: number;
  /** X_i */
  readonly X: Element;
}

export function parseShare(blob: Uint8Array, cells: TallyCells): Share {
  const length = cells.flat().reduce((sum, { sums }) => sum + 128 * sums.length, 0);
  if (blob.length !== length) throw new Refusal(say.wrongLength(blob.length, length));
  const reader = new Reader(blob);
  return cells.map((own) =>
    own.map(({ sums }) =>
      sums.map(() => ({ D: readElementOrIdentity(reader), proof: readEqualityProofForSum(reader) })),
    ),
  );
}

/** The cells whose proofs do not all hold, with the first wrong option of each. */
export function wrongCells(
  share: Share,
  cells: TallyCells,
  statement: Statement,
  arithmetic: Arithmetic,
): { contest: Contest; cell: number; option: number }[] {
  const claimed = statement.election.contests.flatMap((contest) =>
    cells[contest.position]!.map(({ sums }, cell) => ({
      contest,
      cell,
      claims: sums.map((sum, option) =>
        partClaim(share[contest.position]![cell]![option]!, sum, [contest.position, cell, option], statement),
      ),
    })),
  );
  const all = claimed.flatMap(({ claims }) => claims);
  if (allHold(all, arithmetic)) return [];
  return claimed
    .map(({ claims, ...place }) => ({ ...place, option: claims.findIndex((claim) => !allHold([claim])) }))
    .filter(({ option }) => option >= 0);
}

function partClaim(
  { D, proof }: Part,
  { pad, data }: Ciphertext,
  where: readonly number[],
  { election, tally, trustee, X }: Statement,
): Claim {
  const c = challenge(
    'decryption-share/v1',
    election.id,
    tally,
    u8(trustee),
    ...where.map(u16),
    ...[X, pad, data, D, proof.A, proof.B].map((element) => element.bytes),
  );
  return equalityClaim(proof, c, { X, P: pad, D });
}
