/**
 * Check of ballots in the kernel, one or many at once, before the server accepts them (spec chapter 07). The results
 * are those of parseBallot and findBallotFault, which check one proof at a time, in a hundredth of the time.
 * @module
 */

import { Kernel, type Point } from '../arithmetic/kernel.ts';
import { encodeElement, G, type Element } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import { firstFailing, type Claim } from '../proof/batch.ts';
import { concat } from '../bytes.ts';
import type { BallotFault } from './ballot.ts';
import { readEncodedBallot, type EncodedBallot } from './encodings.ts';
import { vectorClaims, type VectorBases } from './vector-batch.ts';
import { generatorsFor } from './vector-proof.ts';

/** A ballot whose elements are decoded: points in the order of the bytes. */
interface Decoded {
  readonly ballot: EncodedBallot['ballot'];
  readonly points: readonly Point[];
}

export class BallotChecker {
  readonly #kernel = new Kernel();
  readonly #election: Election;
  readonly #key: Uint8Array;
  readonly #bases: VectorBases;

  constructor(election: Election, key: Element) {
    this.#election = election;
    this.#key = encodeElement(key);
    const { H, bits } = generatorsFor(Math.max(0, ...election.styles.map(({ layout }) => layout.m)));
    const generators = [H, ...bits.map((bit) => bit.H), ...bits.map((bit) => bit.square)];
    const { points } = this.#kernel.decode([encodeElement(G), this.#key, ...generators.map(encodeElement)]);
    const [first, second] = [3 + bits.length, 3 + 2 * bits.length];
    this.#bases = {
      G: points[0]!,
      K: points[1]!,
      H: points[2]!,
      bits: points.slice(3, first),
      squares: points.slice(first, second),
    };
  }

  /** Returns the first fault of each entry, or undefined if it has none. */
  check(entries: readonly Uint8Array[]): (BallotFault | 'form' | undefined)[] {
    const decoded = this.#decode(entries.map((bytes) => readEncodedBallot(bytes, this.#election)));
    const claims = decoded.filter((one) => one !== undefined).map((one) => this.#claims(one));
    const faults = firstFailing(claims, this.#kernel).values();
    return decoded.map((one) => (one ? faults.next().value?.fault : 'form'));
  }

  /** Decodes the elements of all ballots together. */
  #decode(read: readonly (EncodedBallot | undefined)[]): (Decoded | undefined)[] {
    const { points, valid } = this.#kernel.decode(read.flatMap((one) => one?.encodings ?? []));
    let at = 0;
    return read.map((one) => {
      if (!one) return undefined;
      const from = at;
      at += one.encodings.length;
      const isWellFormed = one.encodings.every(
        (encoding, i) => valid[from + i] === 1 && encoding.some((byte) => byte !== 0),
      );
      return isWellFormed ? { ballot: one.ballot, points: points.slice(from, at) } : undefined;
    });
  }

  #claims({ ballot, points }: Decoded): { readonly fault: BallotFault; readonly claim: Claim }[] {
    const { style, unit, credential, contests, proof } = ballot;
    const ciphertexts = contests.flatMap((own) => own.ciphertexts.flatMap(({ pad, data }) => [pad, data]));
    const statement = {
      electionId: this.#election.id,
      key: this.#key,
      credential,
      style: style.position,
      unit,
      ciphertexts: concat(...ciphertexts),
    };
    return vectorClaims(style.layout, statement, proof, points, this.#bases);
  }
}
