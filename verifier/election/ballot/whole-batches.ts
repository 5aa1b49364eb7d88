/**
 * Verification of the proofs of whole batches of ballots in the kernel (spec §7.4, "Together"). It can only say
 * that ballots are valid, also in a batch with others that are not. All others are judged by their equations.
 * @module
 */
import type { BitVector, VectorLayout } from '#crypto/arithmetic/bit-vector.ts';
import type { BitVectors } from '#crypto/arithmetic/bit-vectors.ts';
import type { Arithmetic } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { freshBytes } from '../../crypto/batch.ts';
import { equalBytes } from '../../crypto/bytes.ts';
import { bitGenerators, blindingGenerator, productGenerators } from '../../crypto/generators.ts';
import { type Element, G } from '../../crypto/group.ts';
import { repeat } from '../../crypto/proofs.ts';
import type { BallotBits } from '../bits.ts';
import type { Election, Style } from '../election.ts';
import type { Entry } from '../entry.ts';
import { isKind } from '../kinds.ts';
import type { ElectionKey } from './claims.ts';
import type { ValidBallot } from './ballot-groups.ts';
import { CIPHERTEXTS_AT, repeatsPad } from './parse.ts';
import { challengeMessage, weightsMessage } from './proof.ts';

/** Ballot whose proofs hold. */
export interface ProvenBallot extends ValidBallot {
  readonly hasEqualPads: boolean;
}

interface VerifiedBatch {
  /** Ballots that are known to be valid, by position. Those missing are malformed, no ballots, or doubtful. */
  readonly valid: readonly (ProvenBallot | undefined)[];
  /** Whether there are doubtful ballots, one of which, at least, has a fault. */
  readonly isDoubtful: boolean;
}

/** Ballot of the right election, style, length and unit. Its elements and scalars are not checked yet. */
interface ReadBallot {
  /** Position in the batch. */
  readonly position: number;
  readonly stylePosition: number;
  readonly style: Style;
  readonly unit: number;
  readonly vector: BitVector;
}

export class WholeBatches {
  readonly #election: Election;
  readonly #K: Uint8Array;
  readonly #arithmetic: Arithmetic;
  /** Undefined if the arithmetic has none. */
  readonly #vectors: BitVectors | undefined;

  constructor({ election, K, arithmetic }: ElectionKey & { readonly arithmetic: Arithmetic }) {
    this.#election = election;
    this.#K = K.bytes;
    this.#arithmetic = arithmetic;
    this.#vectors = arithmetic.makeBitVectors && makeVectors(election, K, arithmetic.makeBitVectors);
  }

  judge(entries: readonly Pick<Entry, 'bytes'>[]): VerifiedBatch {
    const valid: (ProvenBallot | undefined)[] = entries.map(() => undefined);
    if (!this.#vectors) return { valid, isDoubtful: false };
    const ballots = entries.flatMap(({ bytes }, position) => this.#read(bytes, position) ?? []);
    if (ballots.length === 0) return { valid, isDoubtful: false };
    const verdicts = this.#vectors.verify(
      ballots.map(({ vector }) => vector),
      freshBytes,
    );
    for (const [i, { position, stylePosition, style, unit }] of ballots.entries()) {
      if (verdicts[i] !== 'valid') continue;
      const ciphertexts = ElementList.unpack(this.#arithmetic, this.#vectors.packedCiphertexts(i));
      const hasEqualPads = repeatsPad(entries[position]!.bytes, style);
      valid[position] = { stylePosition, unit, ciphertexts, hasEqualPads };
    }
    return { valid, isDoubtful: verdicts.includes('doubtful') };
  }

  /** Reads the layout of §7.2 without a copy. Returns undefined if anything but elements and scalars is wrong. */
  #read(bytes: Uint8Array, position: number): ReadBallot | undefined {
    const { id, styles } = this.#election;
    if (!isKind(bytes, 'ballot') || bytes.length < CIPHERTEXTS_AT) return undefined;
    if (!equalBytes(bytes.subarray(1, 33), id)) return undefined;
    const stylePosition = u16At(bytes, 33);
    const style = styles[stylePosition];
    if (!style || bytes.length !== style.length) return undefined;
    const credentialAt = CIPHERTEXTS_AT + 64 * style.ciphertexts;
    const unit = u16At(bytes, credentialAt + 32);
    if (!style.units.has(unit)) return undefined;
    const commitmentsAt = credentialAt + 34;
    const scalarsAt = commitmentsAt + 5 * 32;
    const commitment = (i: number): Uint8Array =>
      bytes.subarray(commitmentsAt + 32 * i, commitmentsAt + 32 * (i + 1));
    const weights = {
      election: id,
      K: this.#K,
      X: bytes.subarray(credentialAt, credentialAt + 32),
      stylePosition,
      unit,
      ciphertexts: bytes.subarray(CIPHERTEXTS_AT, credentialAt),
      B: commitment(0),
      A: commitment(1),
    };
    const vector = {
      layout: stylePosition,
      elements: [bytes.subarray(CIPHERTEXTS_AT, credentialAt + 32), bytes.subarray(commitmentsAt, scalarsAt)],
      scalars: bytes.subarray(scalarsAt),
      weightsMessage: weightsMessage(weights),
      challengeMessage: (h: Uint8Array) =>
        challengeMessage(id, h, [commitment(2), commitment(3), commitment(4)]),
    };
    return { position, stylePosition, style, unit, vector };
  }
}

function u16At(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

function makeVectors(
  { styles }: Election,
  K: Element,
  make: NonNullable<Arithmetic['makeBitVectors']>,
): BitVectors {
  const layouts = styles.map(layoutOf);
  const most = Math.max(0, ...layouts.map(({ m }) => m));
  return make(layouts, {
    H: blindingGenerator().bytes,
    G: G.bytes,
    K: K.bytes,
    bits: repeat(most, (i) => bitGenerators.at(i).bytes),
    squares: repeat(most, (i) => productGenerators.at(i).bytes),
  });
}

/** Returns the bits and relations of a style in the form of the kernel. */
function layoutOf({
  ciphertexts,
  bits,
}: {
  readonly ciphertexts: number;
  readonly bits: BallotBits;
}): VectorLayout {
  const leads = new Set(bits.relations.map(({ lead }) => lead));
  return {
    n: ciphertexts,
    m: bits.count,
    free: repeat(bits.count, (bit) => bit).filter((bit) => !leads.has(bit)),
    relations: bits.relations.map(({ lead, max, others }) => ({
      lead,
      max: Number(max),
      terms: others.map(({ bit, coefficient }) => ({ bit, coefficient: Number(coefficient) })),
    })),
  };
}
