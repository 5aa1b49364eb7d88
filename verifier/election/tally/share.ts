/** Decryption shares: their bytes and proofs (spec §9.5). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { firstFaults } from '../../crypto/batch.ts';
import { ByteReader, u16, u8 } from '../../crypto/bytes.ts';
import type { Contest, Election } from '../election.ts';
import type { Claim } from '../../crypto/equations.ts';
import {
  type Element,
  type EncodedScalar,
  identityRefused,
  isIdentityEncoding,
  readEncodedScalar,
} from '../../crypto/group.ts';
import { equalityClaim, repeat } from '../../crypto/proofs.ts';
import { frame } from '../../crypto/transcript.ts';
import { cellBatches, ciphertextAt, type PlacedCell } from './batches.ts';
import type { TallyCells } from './tally.ts';

/** Length in bytes of the part of a share for one ciphertext: D, A, B and z. */
export const PART_BYTES = 128;

export interface Statement {
  readonly election: Election;
  /** Hash of the tally, T. */
  readonly tally: Uint8Array;
  readonly trustee: number;
  /** Verification key of the trustee, X_i. */
  readonly X: Element;
}

/** First option of a cell whose proof does not hold. */
export interface WrongPart {
  readonly contest: Contest;
  readonly cell: number;
  readonly option: number;
}

/** Returns the length in bytes of a share of this tally. */
export function shareLength(cells: TallyCells): number {
  return cells.flat().reduce((sum, { sums }) => sum + (PART_BYTES / 64) * sums.length, 0);
}

/**
 * Returns the first wrong part of each cell whose proofs do not all hold. Requires a blob of the right
 * length. Throws a ParseFailure if the blob is malformed.
 */
export function wrongParts(
  blob: Uint8Array,
  cells: TallyCells,
  statement: Statement,
  arithmetic: Arithmetic,
): WrongPart[] {
  const wrong: WrongPart[] = [];
  for (const batch of cellBatches(statement.election.contests, cells)) {
    const parts = batch.flatMap((cell) => partsOf(cell, blob, arithmetic));
    const failure = arithmetic.decodeSums(parts.flatMap(({ D, A, B, pad }) => [D, A, B, pad]));
    if (failure) throw failure;
    const challenges = arithmetic.hashToScalars(parts.map((part) => messageOf(part, statement)));
    const claims = parts
      .map((part, i) => ({ ...part, claim: claimOf(part, challenges[i]!, statement) }))
      .values();
    const lists = batch.map(({ contest }) => repeat(contest.options, () => claims.next().value!));
    for (const fault of firstFaults(lists, arithmetic)) {
      if (fault) wrong.push({ contest: fault.contest, cell: fault.cell, option: fault.option });
    }
  }
  return wrong;
}

/** Part of a share that decrypts one ciphertext. */
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
  const reader = new ByteReader(blob.subarray(PART_BYTES * first, PART_BYTES * (first + contest.options)));
  return repeat(contest.options, (option) => {
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

/** Returns D of each ciphertext, 32 bytes each. Of a valid share only these are needed later. */
export function readMultiples(blob: Uint8Array): Uint8Array {
  const multiples = new Uint8Array((32 * blob.length) / PART_BYTES);
  for (let i = 0; PART_BYTES * i < blob.length; i += 1)
    multiples.set(blob.subarray(PART_BYTES * i, PART_BYTES * i + 32), 32 * i);
  return multiples;
}
