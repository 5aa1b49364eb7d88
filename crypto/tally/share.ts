/** Decryption shares: D = x pad for every sum of the tally, each with its proof (spec §9.5). @module */

import { concat, u16, u8 } from '../bytes.ts';
import type { Ciphertext } from '../elgamal.ts';
import { G, encodeElement, multiply, multiplySplit, type Element, type Scalar } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import {
  checkEquality,
  encodeEquality,
  proveEquality,
  readEquality,
  type EqualityProof,
} from '../proof/equality.ts';
import { sha256, type Statement } from '../transcript.ts';
import { Reader } from '../wire.ts';
import { parseTally } from './tally.ts';

interface Decryption {
  readonly D: Element;
  readonly proof: EqualityProof;
}

/** Elements D of one trustee by contest, cell and option; cells without ballots are left out. */
export type DecryptionShare = readonly (readonly (readonly Element[])[])[];

/** Returns the blob of a trustee's decryption share. The caller must have recomputed the tally from the board. */
export function makeShare(
  election: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  share: Scalar,
): Uint8Array {
  const X = multiply(G, share);
  const decryptions = forEachSum(election, tallyBlob, (sum, place) => {
    const D = multiplySplit(sum.pad, share);
    const proof = proveEquality(
      share,
      sum.pad,
      shareStatement(election, tallyBlob, trustee, place, X, sum, D),
    );
    return concat(encodeElement(D), encodeEquality(proof));
  });
  return concat(...decryptions.flat(2));
}

/**
 * Parses a share and checks it against the trustee's verification key; throws if it is malformed or a proof does not
 * hold.
 */
export function openShare(
  election: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  X: Element,
  blob: Uint8Array,
): DecryptionShare {
  const reader = new Reader(blob);
  const read = (): Decryption => ({ D: reader.elementOrIdentity(), proof: readEquality(reader) });
  const share = forEachSum(election, tallyBlob, (sum, place) => {
    const { D, proof } = read();
    const statement = shareStatement(election, tallyBlob, trustee, place, X, sum, D);
    if (!checkEquality(X, sum.pad, D, proof, statement)) {
      throw new Error(
        `decryption share of trustee ${trustee}: the proof at ${place.join('/')} does not hold`,
      );
    }
    return D;
  });
  reader.end();
  return share;
}

/** Place of a sum: contest, cell (counted among all cells of the contest), option. */
type Place = readonly [contest: number, cell: number, option: number];

/**
 * Calls `visit` for the sums of the tally in the order of §9.5, without cells that have no ballots; returns the
 * results.
 */
function forEachSum<T>(
  election: Election,
  tallyBlob: Uint8Array,
  visit: (sum: Ciphertext, place: Place) => T,
): T[][][] {
  return parseTally(tallyBlob, election).map((cells, contest) =>
    cells.flatMap(({ ballots, sums }, cell) =>
      ballots === 0 ? [] : [sums.map((sum, option) => visit(sum, [contest, cell, option]))],
    ),
  );
}

function shareStatement(
  election: Election,
  tallyBlob: Uint8Array,
  trustee: number,
  place: Place,
  X: Element,
  { pad, data }: Ciphertext,
  D: Element,
): Statement {
  const context = [election.id, sha256(tallyBlob), u8(trustee), ...place.map(u16)];
  return { label: 'decryption-share/v1', parts: [...context, ...[X, pad, data, D].map(encodeElement)] };
}
