/** Decryption shares: D = x pad for every sum of the tally, with one proof for all (spec §9.5). @module */

import { concat, u32, u8 } from '../bytes.ts';
import {
  add,
  encodeElement,
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
  const decryptions = pads.map((pad) => multiplySplit(pad, share));
  const X = multiply(G, share);
  const combined = combine(election, tallyBlob, trustee, X, pads, decryptions);
  const w = hedgedNonce(share, combined.statement);
  const [A, B] = [multiply(G, w), multiplySplit(combined.P, w)];
  const c = challenge(combined.statement, encodeElement(A), encodeElement(B));
  const z = add(w, times(c, share)); // z = w + c x
  return concat(...decryptions.map(encodeElement), encodeEquality({ A, B, z }));
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
  const combined = combine(election, tallyBlob, trustee, X, byContest.flat(2), share.flat(2));
  if (!holds(X, combined, proof))
    throw new Error(`decryption share of trustee ${trustee}: the proof does not hold`);
  return share;
}

/** Returns the pads of the sums by contest, by cell with ballots, by option. */
const padsOf = (election: Election, tallyBlob: Uint8Array): Element[][][] =>
  parseTally(tallyBlob, election).map((cells) =>
    cells.flatMap(({ ballots, sums }) => (ballots === 0 ? [] : [sums.map(({ pad }) => pad)])),
  );

/** One pad and one D that stand for all: their weights are made from all D. */
interface Combined {
  readonly statement: Statement;
  readonly P: Element;
  readonly D: Element;
}

function combine(
  { id }: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  X: Element,
  pads: readonly Element[],
  decryptions: readonly Element[],
): Combined {
  const context = [id, sha256(tallyBlob), u8(trustee), encodeElement(X)];
  const h = longHash('decryption-weights/v2', ...context, concat(...decryptions.map(encodeElement)));
  const weights = pads.map((_, j) => hashToScalar('decryption-weight/v2', h, u32(j)));
  const weighted = (points: readonly Element[]): Element =>
    sum(points.map((point, j) => multiplyPublic(point, weights[j]!)));
  return {
    statement: { label: 'decryption-share/v2', parts: [...context, h] },
    P: weighted(pads),
    D: weighted(decryptions),
  };
}

/** Whether z G = A + c X and z P = B + c D. */
function holds(X: Element, { statement, P, D }: Combined, { A, B, z }: EqualityProof): boolean {
  const c = challenge(statement, encodeElement(A), encodeElement(B));
  return (
    multiplyPublic(G, z).equals(A.add(multiplyPublic(X, c))) &&
    multiplyPublic(P, z).equals(B.add(multiplyPublic(D, c)))
  );
}
