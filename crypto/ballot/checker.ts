/**
 * Check of ballots in the kernel, one or many at once, before the server accepts them (spec chapter 07). The results
 * are those of parseBallot and findBallotFault, which check one proof at a time, in a hundredth of the time.
 * @module
 */

import type { BitVector } from '../arithmetic/bit-vector.ts';
import { BitVectors } from '../arithmetic/bit-vectors.ts';
import { Kernel } from '../arithmetic/kernel.ts';
import { concat } from '../bytes.ts';
import { encodeElement, G, type Element } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import { firstFailing, randomWeights, type Claim } from '../proof/batch.ts';
import type { BallotFault } from './ballot.ts';
import { readEncodedBallot, type EncodedBallot } from './encodings.ts';
import { vectorClaims, type VectorBases } from './vector-batch.ts';
import { challengeMessage, generatorsFor, weightsMessage, type BallotStatement } from './vector-proof.ts';

export class BallotChecker {
  readonly #kernel = new Kernel();
  readonly #vectors: BitVectors;
  readonly #election: Election;
  readonly #key: Uint8Array;
  readonly #bases: VectorBases;

  constructor(election: Election, key: Element) {
    this.#election = election;
    this.#key = encodeElement(key);
    const layouts = election.styles.map(({ layout }) => layout);
    const { H, bits } = generatorsFor(Math.max(0, ...layouts.map(({ m }) => m)));
    const encodings = {
      G: encodeElement(G),
      K: this.#key,
      H: encodeElement(H),
      bits: bits.map((bit) => encodeElement(bit.H)),
      squares: bits.map(({ square }) => encodeElement(square)),
    };
    this.#vectors = new BitVectors(layouts, encodings);
    const all = [encodings.G, encodings.K, encodings.H, ...encodings.bits, ...encodings.squares];
    const { points } = this.#kernel.decode(all);
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
    const read = entries.map((bytes) => readEncodedBallot(bytes, this.#election));
    const readable = read.filter((one) => one !== undefined);
    const verdicts = this.#vectors.verify(
      readable.map((one) => this.#vectorOf(one)),
      randomWeights,
    );
    const malformed = new Set(readable.filter((_, i) => verdicts[i] === 'malformed'));
    const faults = this.#faultsOf(readable.filter((_, i) => verdicts[i] === 'doubtful'));
    return read.map((one) => (one && !malformed.has(one) ? faults.get(one) : 'form'));
  }

  /** Returns the first fault of each ballot that has one. */
  #faultsOf(ballots: readonly EncodedBallot[]): Map<EncodedBallot, BallotFault | undefined> {
    if (ballots.length === 0) return new Map();
    const { points } = this.#kernel.decode(ballots.flatMap(({ encodings }) => encodings));
    let at = 0;
    const claims = ballots.map(({ ballot, encodings }) => {
      const own = points.slice(at, (at += encodings.length));
      const { style, proof } = ballot;
      return vectorClaims(style.layout, this.#statementOf(ballot), proof, own, this.#bases);
    });
    const faults = firstFailing<{ readonly fault: BallotFault; readonly claim: Claim }>(claims, this.#kernel);
    return new Map(ballots.map((ballot, i) => [ballot, faults[i]?.fault]));
  }

  #vectorOf({ ballot, encodings }: EncodedBallot): BitVector {
    const { bytes, style, proof } = ballot;
    const statement = this.#statementOf(ballot);
    return {
      layout: style.position,
      elements: encodings,
      scalars: bytes.subarray(-32 * (style.layout.free.length + 3)),
      weightsMessage: weightsMessage(statement, proof.B, proof.A),
      challengeMessage: (h) => challengeMessage(statement, h, proof),
    };
  }

  #statementOf({ style, unit, credential, contests }: EncodedBallot['ballot']): BallotStatement {
    const ciphertexts = contests.flatMap((own) => own.ciphertexts.flatMap(({ pad, data }) => [pad, data]));
    return {
      electionId: this.#election.id,
      key: this.#key,
      credential,
      style: style.position,
      unit,
      ciphertexts: concat(...ciphertexts),
    };
  }
}
