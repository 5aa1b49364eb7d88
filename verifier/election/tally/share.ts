/** Decryption shares: their bytes and proofs (spec §9.5). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { firstFaults } from '../../crypto/batch.ts';
import { Reader, u16, u8 } from '../../crypto/bytes.ts';
import type { Contest, Election } from '../election.ts';
import type { Claim } from '../../crypto/equations.ts';
import {
  type Element,
  type EncodedScalar,
  identityRefused,
  isIdentityEncoding,
  readEncodedScalar,
} from '../../crypto/group.ts';
import { equalityClaim, times } from '../../crypto/proofs.ts';
import { frame } from '../../crypto/transcript.ts';
import { cellBatches, ciphertextAt, type PlacedCell } from './batches.ts';
import type { TallyCells } from './tally.ts';

/** D, A, B and z. */
export const PART_LENGTH = 128;

export interface Statement {
  readonly election: Election;
  /** T, the hash of the tally. */
  readonly tally: Uint8Array;
  readonly trustee: number;
  /** X_i */
  readonly X: Element;
}

/** The first option of a cell whose proof does not hold. */
export interface WrongPart {
  readonly contest: Contest;
  readonly cell: number;
  readonly option: number;
}

/** How long a share of this tally is. */
export function shareLength(cells: TallyCells): number {
  return cells.flat().reduce((sum, { sums }) => sum + (PART_LENGTH / 64) * sums.length, 0);
}

/** Of a blob of the right length, for each cell whose proofs do not all hold, the first one. Throws a refusal for a blob of another form. */
export function wrongParts(
  blob: Uint8Array,
  cells: TallyCells,
  statement: Statement,
  arithmetic: Arithmetic,
): WrongPart[] {
  const wrong: WrongPart[] = [];
  for (const batch of cellBatches(statement.election.contests, cells)) {
    const parts = batch.flatMap((cell) => partsOf(cell, blob, arithmetic));
    const refusal = arithmetic.settleSums(parts.flatMap(({ D, A, B, pad }) => [D, A, B, pad]));
    if (refusal) throw refusal;
    const challenges = arithmetic.hashToScalars(parts.map((part) => messageOf(part, statement)));
    const claims = parts
      .map((part, i) => ({ ...part, claim: claimOf(part, challenges[i]!, statement) }))
      .values();
    const lists = batch.map(({ contest }) => times(contest.options, () => claims.next().value!));
    for (const fault of firstFaults(lists, arithmetic)) {
      if (fault) wrong.push({ contest: fault.contest, cell: fault.cell, option: fault.option });
    }
  }
  return wrong;
}

/** What the share says of a ciphertext, and where that is. */
interface Part extends WrongPart {
  readonly pad: Element;
  readonly data: Uint8Array;
  readonly D: Element;
  readonly A: Element;
  readonly B: Element;
  readonly z: EncodedScalar;
}

function partsOf(
  { contest, cell, first, sums }: PlacedCell,
  blob: Uint8Array,
  { defer }: Arithmetic,
): Part[] {
  const reader = new Reader(blob.subarray(PART_LENGTH * first, PART_LENGTH * (first + contest.options)));
  return times(contest.options, (option) => {
    const { pad, data } = ciphertextAt(sums, option);
    const [D, A, B] = [reader.take(32), reader.take(32), reader.take(32)];
    // The pad of a sum may be the identity, and so may D and B.
    if (isIdentityEncoding(A)) throw identityRefused();
    const z = readEncodedScalar(reader);
    return { contest, cell, option, pad: defer(pad), data, D: defer(D), A: defer(A), B: defer(B), z };
  });
}

function messageOf({ contest, cell, option, pad, data, D, A, B }: Part, statement: Statement): Uint8Array {
  const { election, tally, trustee, X } = statement;
  return frame('decryption-share/v1', [
    election.id,
    tally,
    u8(trustee),
    ...[contest.position, cell, option].map(u16),
    X.bytes,
    pad.bytes,
    data,
    D.bytes,
    A.bytes,
    B.bytes,
  ]);
}

function claimOf({ pad, D, A, B, z }: Part, c: EncodedScalar, { X }: Statement): Claim {
  return equalityClaim({ A, B, z }, c, { X, P: pad, D });
}

/** D of each ciphertext, 32 bytes: all of a valid share that is needed further. */
export function multiplesIn(blob: Uint8Array): Uint8Array {
  const multiples = new Uint8Array((32 * blob.length) / PART_LENGTH);
  for (let i = 0; PART_LENGTH * i < blob.length; i += 1)
    multiples.set(blob.subarray(PART_LENGTH * i, PART_LENGTH * i + 32), 32 * i);
  return multiples;
}
