/** Decryption shares: their bytes and their proof (spec §9.5). @module */
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { allHold } from '../../crypto/batch.ts';
import { ByteReader, u32, u8 } from '../../crypto/bytes.ts';
import { type Claim, scalarOne } from '../../crypto/equations.ts';
import {
  decodeScalar,
  type Element,
  type EncodedScalar,
  encodeScalar,
  G,
  identityRefused,
  isIdentityEncoding,
  mod,
  readEncodedScalar,
} from '../../crypto/group.ts';
import { challenge, FramePrefix, longHash } from '../../crypto/transcript.ts';
import type { Election } from '../election.ts';
import { cellBatches, ciphertextAt } from './batches.ts';
import type { TallyCells } from './tally.ts';

/** Length of the proof (A, B, z). */
const PROOF_BYTES = 96;

/** Public inputs of the proof. */
export interface ShareStatement {
  readonly election: Election;
  /** Hash of the tally, T. */
  readonly tally: Uint8Array;
  readonly cells: TallyCells;
  readonly trustee: number;
  /** Verification key of the trustee, X_i. */
  readonly X: Element;
}

/** Returns the length in bytes of a share of this tally. Without sums there is no share, and none is returned. */
export function shareLength(cells: TallyCells): number | undefined {
  const multiples = cells.flat().reduce((length, { sums }) => length + sums.length / 2, 0);
  return multiples === 0 ? undefined : multiples + PROOF_BYTES;
}

/** Returns D of each sum of the tally, 32 bytes: the part of a valid share that is needed later. */
export function multiplesOf(blob: Uint8Array): Uint8Array {
  return blob.subarray(0, -PROOF_BYTES);
}

/**
 * Tells whether the proof holds. Requires a blob of the right length. Throws a ParseFailure if the blob is
 * malformed.
 */
export function shareHolds(blob: Uint8Array, statement: ShareStatement, arithmetic: Arithmetic): boolean {
  const { election, tally, trustee, X } = statement;
  const proof = readProof(blob, arithmetic);
  const pairs = pairsOf(blob, statement, arithmetic);
  const bound = [election.id, tally, u8(trustee), X.bytes];
  const h = longHash('decryption-weights/v2', ...bound, multiplesOf(blob));
  const c = challenge('decryption-share/v2', ...bound, h, proof.A.bytes, proof.B.bytes);
  const weights = weightsOf(h, pairs.length, arithmetic);
  return allHold([shareClaim(proof, c, X, pairs, weights)], arithmetic);
}

interface ShareProof {
  readonly A: Element;
  readonly B: Element;
  readonly z: EncodedScalar;
}

/** Pad of a sum, and its multiple by the trustee's share. Either may be the identity. */
interface DecryptedPad {
  readonly pad: Element;
  readonly D: Element;
}

function readProof(blob: Uint8Array, arithmetic: Arithmetic): ShareProof {
  const reader = new ByteReader(blob.subarray(-PROOF_BYTES));
  const [A, B] = [reader.take(32), reader.take(32)];
  if (isIdentityEncoding(A)) throw identityRefused();
  const proof = { A: arithmetic.defer(A), B: arithmetic.defer(B), z: readEncodedScalar(reader) };
  const failure = arithmetic.decodeSums([proof.A, proof.B]);
  if (failure) throw failure;
  return proof;
}

/** Decodes pad and D of each sum, in the order of the tally. */
function pairsOf(
  blob: Uint8Array,
  { election, cells }: ShareStatement,
  arithmetic: Arithmetic,
): DecryptedPad[] {
  const pairs: DecryptedPad[] = [];
  for (const batch of cellBatches(election.contests, cells)) {
    const own = batch.flatMap(({ contest, first, sums }) =>
      Array.from({ length: contest.options }, (_, option) => {
        const at = 32 * (first + option);
        return {
          pad: arithmetic.defer(ciphertextAt(sums, option).pad),
          D: arithmetic.defer(blob.subarray(at, at + 32)),
        };
      }),
    );
    const failure = arithmetic.decodeSums(own.flatMap(({ pad, D }) => [pad, D]));
    if (failure) throw failure;
    for (const pair of own) pairs.push(pair);
  }
  return pairs;
}

/** Number of weights that are hashed together. */
const WEIGHTS_BATCH = 1000;

/** Returns the weights e_j, which are part of the statement. */
function weightsOf(h: Uint8Array, count: number, arithmetic: Arithmetic): EncodedScalar[] {
  const prefix = new FramePrefix('decryption-weight/v2', 2, [h]);
  const weights: EncodedScalar[] = [];
  while (weights.length < count) {
    const length = Math.min(WEIGHTS_BATCH, count - weights.length);
    const messages = Array.from({ length }, (_, i) => prefix.complete([u32(weights.length + i)]));
    for (const weight of arithmetic.hashToScalars(messages)) weights.push(weight);
  }
  return weights;
}

/**
 * Claims z G = A + c X and z P = B + c D*. P and D*, the sums of e_j pad_j and of e_j D_j, are not computed:
 * their terms are those of the equation.
 */
function shareClaim(
  { A, B, z }: ShareProof,
  c: EncodedScalar,
  X: Element,
  pairs: readonly DecryptedPad[],
  weights: readonly EncodedScalar[],
): Claim {
  const [response, factor] = [decodeScalar(z), decodeScalar(c)];
  return (equations) => {
    equations.next().plus(1, z, G).plus(-1, scalarOne, A).plus(-1, c, X);
    equations.next().plus(-1, scalarOne, B);
    for (const [j, { pad, D }] of pairs.entries()) {
      const weight = decodeScalar(weights[j]!);
      equations
        .plus(1, encodeScalar(mod(response * weight)), pad)
        .plus(-1, encodeScalar(mod(factor * weight)), D);
    }
  };
}
