/** Decryption shares: D = x pad for every sum of the tally, with one proof for all (spec §9.5). @module */

import { Kernel, type Point } from '../arithmetic/kernel.ts';
import { concat, u32, u8 } from '../bytes.ts';
import {
  add,
  encodeElement,
  encodeScalar,
  G,
  multiply,
  multiplyPublic,
  multiplySplit,
  sum,
  times,
  type Element,
  type Scalar,
} from '../group.ts';
import type { Election } from '../manifest/election.ts';
import { Equations } from '../proof/batch.ts';
import { encodeEquality, readEquality, type EqualityProof } from '../proof/equality.ts';
import { challenge, hashToScalar, hedgedNonce, longHash, sha256, type Statement } from '../transcript.ts';
import { Reader } from '../wire.ts';
import { parseTally } from './tally.ts';

/** D by contest, by cell with ballots, by option. */
export type DecryptionShare = readonly (readonly (readonly Element[])[])[];

/** Makes a trustee's share of the one tally. The caller has recomputed the tally from the board. */
export function makeShare(
  election: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  share: Scalar,
): Uint8Array {
  const pads = padsOf(election, tallyBlob).flat(2);
  const decryptions = pads.map((pad) => encodeElement(multiplySplit(pad, share)));
  const X = multiply(G, share);
  const { statement, weights } = combine(election, tallyBlob, trustee, X, decryptions);
  const P = sum(pads.map((pad, j) => multiplyPublic(pad, weights[j]!)));
  const w = hedgedNonce(share, statement);
  const [A, B] = [multiply(G, w), multiplySplit(P, w)];
  const c = challenge(statement, encodeElement(A), encodeElement(B));
  const z = add(w, times(c, share)); // z = w + c x
  return concat(...decryptions, encodeEquality({ A, B, z }));
}

/**
 * Parses a share and checks it against the trustee's verification key; throws if it is malformed or its proof does not
 * hold.
 */
export function openShare(
  election: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  X: Element,
  blob: Uint8Array,
): DecryptionShare {
  const byContest = padsOf(election, tallyBlob);
  const reader = new Reader(blob);
  const share = byContest.map((cells) => cells.map((pads) => pads.map(() => reader.elementOrIdentity())));
  const proof = readEquality(reader);
  reader.end();
  const pads = byContest.flat(2).map(encodeElement);
  const decryptions = share.flat(2).map(encodeElement);
  const combined = combine(election, tallyBlob, trustee, X, decryptions);
  if (!holds(X, combined, proof, { pads, decryptions }))
    throw new Error(`decryption share of trustee ${trustee}: the proof does not hold`);
  return share;
}

/**
 * Returns the pads of the sums by contest, by cell with ballots, by option; throws if there are none, because then there
 * is nothing to decrypt.
 */
function padsOf(election: Election, tallyBlob: Uint8Array): Element[][][] {
  const pads = parseTally(tallyBlob, election).map((cells) =>
    cells.flatMap(({ ballots, sums }) => (ballots === 0 ? [] : [sums.map(({ pad }) => pad)])),
  );
  if (pads.flat(2).length === 0) throw new Error('decryption share: there is nothing to decrypt');
  return pads;
}

/** Statement of the proof, and the weights e_j, which are made from all D. */
interface Combined {
  readonly statement: Statement;
  readonly weights: readonly Scalar[];
}

function combine(
  { id }: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  X: Element,
  decryptions: readonly Uint8Array[],
): Combined {
  const context = [id, sha256(tallyBlob), u8(trustee), encodeElement(X)];
  const h = longHash('decryption-weights/v2', ...context, concat(...decryptions));
  return {
    statement: { label: 'decryption-share/v2', parts: [...context, h] },
    weights: decryptions.map((_, j) => hashToScalar('decryption-weight/v2', h, u32(j))),
  };
}

/**
 * Returns whether z G = A + c X and z P = B + c D*. P and D*, the sums of e_j pad_j and e_j D_j, are not computed: their
 * terms are those of the equation, which the kernel checks in one multi-scalar multiplication.
 */
function holds(
  X: Element,
  { statement, weights }: Combined,
  { A, B, z }: EqualityProof,
  {
    pads,
    decryptions,
  }: { readonly pads: readonly Uint8Array[]; readonly decryptions: readonly Uint8Array[] },
): boolean {
  const kernel = new Kernel();
  const [a, b] = [encodeElement(A), encodeElement(B)];
  const c = challenge(statement, a, b);
  const { points } = kernel.decode([encodeElement(G), encodeElement(X), a, b, ...pads, ...decryptions]);
  const [first, key, commitment, weighted] = points as [Point, Point, Point, Point];
  const one = encodeScalar(1n);
  const equations = new Equations();
  equations.next().plus(1, encodeScalar(z), first).plus(-1, one, commitment).plus(-1, encodeScalar(c), key);
  equations.next().plus(-1, one, weighted);
  for (const [j, weight] of weights.entries())
    equations
      .plus(1, encodeScalar(times(z, weight)), points[4 + j]!)
      .plus(-1, encodeScalar(times(c, weight)), points[4 + pads.length + j]!);
  return equations.hold(kernel);
}
