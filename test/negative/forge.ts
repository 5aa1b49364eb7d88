/** Changes to the bytes of a ballot, and ballots whose prover deviates from the specification. @module */

import { concat, u16, u8 } from '#crypto/bytes.ts';
import { generatorsFor } from '#crypto/ballot/vector-proof.ts';
import { encodeFirst } from '#crypto/ballot/ballot.ts';
import type { Credential } from '#crypto/credential.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import {
  add,
  decodeElement,
  encodeElement,
  encodeScalar,
  G,
  multiplyPublic,
  q,
  randomScalar,
  reduce,
  scalarOf,
  subtract,
  sum,
  times,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import { bitsOf, withLeads } from '#crypto/manifest/bits.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';
import { hashToScalar, longHash } from '#crypto/transcript.ts';

const CIPHERTEXT = 64;

/** Offsets of the parts of a ballot of a style (spec §7.2), as [start, end). */
export class Layout {
  readonly #style: Style;

  constructor(style: Style) {
    this.#style = style;
  }

  readonly election = [1, 33] as const;
  readonly styleNumber = [33, 35] as const;

  ciphertext(contest: number, option: number): readonly [number, number] {
    const before = this.#style.contests
      .slice(0, contest)
      .reduce((n, { options }) => n + options.length, option);
    return [35 + CIPHERTEXT * before, 35 + CIPHERTEXT * (before + 1)];
  }

  /** E, style and ciphertexts. */
  get first(): readonly [number, number] {
    return [1, 35 + CIPHERTEXT * this.#style.layout.n];
  }

  get credential(): readonly [number, number] {
    return [this.first[1], this.first[1] + 32];
  }

  get unit(): readonly [number, number] {
    return [this.credential[1], this.credential[1] + 2];
  }

  /** Commitment of the proof: B, A, E_1, E_2, R by its number from 0. */
  commitment(number: number): readonly [number, number] {
    return [this.unit[1] + 32 * number, this.unit[1] + 32 * (number + 1)];
  }

  /** Response of a free bit by its place among them. */
  response(number: number): readonly [number, number] {
    return this.commitment(5 + number);
  }
}

/** Returns the bytes with one range replaced. */
export const splice = (
  bytes: Uint8Array,
  [start, end]: readonly [number, number],
  by: Uint8Array,
): Uint8Array => concat(bytes.subarray(0, start), by, bytes.subarray(end));

/** Returns the bytes with two ranges of equal length exchanged. */
export function swap(
  bytes: Uint8Array,
  a: readonly [number, number],
  b: readonly [number, number],
): Uint8Array {
  return splice(splice(bytes, a, bytes.slice(...b)), b, bytes.slice(...a));
}

/** Inputs of the two hashes of §7.4, of which a cheat may leave some out. */
export interface Hashed {
  readonly weights: readonly Uint8Array[];
  readonly challenge: readonly Uint8Array[];
}

export interface Forgery {
  readonly election: Election;
  readonly key: Element;
  readonly style: Style;
  readonly unit: number;
  readonly credential: Credential;
  /** Plaintexts of the ciphertexts; any integers. */
  readonly values: readonly number[];
  /** Values of all bits that the proof is made for; by default those that the values have as choices. */
  readonly bits?: readonly number[];
  /** Secret that signs; by default the credential's. */
  readonly signer?: Scalar;
  /** Changes what is hashed. */
  readonly hashed?: (honest: Hashed) => Hashed;
  /** Randomness of the ciphertexts; by default it is drawn. */
  readonly randomness?: readonly Scalar[];
  /** Makes the relations of the masks other than 0. */
  readonly looseMasks?: true;
}

/** Makes a ballot as §7.4 says, but for what the forgery changes. */
export function forgeBallot(forgery: Forgery): Uint8Array {
  const { election, key, style, unit, credential, values, signer = credential.x } = forgery;
  const { layout } = style;
  const bits = (forgery.bits ?? bitsOf(layout, values)).map(scalar);
  const { H, bits: generators } = generatorsFor(layout.m);
  const free = layout.free.map(() => randomScalar());
  const a = withLeads(layout, free, ({ terms }, valueOf) =>
    forgery.looseMasks
      ? randomScalar()
      : terms.reduce(
          (rest, { bit, coefficient }) => subtract(rest, times(scalarOf(coefficient), valueOf(bit))),
          0n,
        ),
  );
  const [rho, sigma, e, w] = [randomScalar(), randomScalar(), randomScalar(), randomScalar()];
  const r = forgery.randomness ?? values.map(() => randomScalar());
  const ciphertexts = values.map((value, i) => ({
    pad: multiplyPublic(G, r[i]!),
    data: multiplyPublic(key, r[i]!).add(multiplyPublic(G, scalar(value))),
  }));
  const onBits = (h: (i: number) => Scalar, square: (i: number) => Scalar): Element =>
    sum(generators.flatMap((bit, i) => [multiplyPublic(bit.H, h(i)), multiplyPublic(bit.square, square(i))]));
  const B = multiplyPublic(H, rho).add(
    onBits(
      (i) => bits[i]!,
      (i) => times(a[i]!, subtract(1n, times(2n, bits[i]!))),
    ),
  );
  const A = multiplyPublic(H, sigma).add(
    onBits(
      (i) => a[i]!,
      (i) => subtract(0n, times(a[i]!, a[i]!)),
    ),
  );
  const first = encodeFirst(election, style, [ciphertexts]);
  const X = encodeElement(credential.X);
  const change = forgery.hashed ?? ((same: Hashed) => same);
  const weights = [
    election.id,
    encodeElement(key),
    X,
    u16(style.position),
    u16(unit),
    first.subarray(34),
    encodeElement(B),
    encodeElement(A),
  ];
  const h = longHash('ballot-weights/v2', ...change({ weights, challenge: [] }).weights);
  const powers = powersOf(reduce(h), layout.n);
  const combine = (of: readonly Scalar[]): Scalar =>
    powers.reduce((total, power, i) => add(total, times(power, of[i]!)), 0n);
  const E1 = multiplyPublic(G, e);
  const E2 = multiplyPublic(key, e).add(multiplyPublic(G, combine(a)));
  const R = multiplyPublic(G, w);
  const challenge = [election.id, h, ...[E1, E2, R].map(encodeElement)];
  const c = hashToScalar('ballot-proof/v2', ...change({ weights, challenge }).challenge);
  return concat(
    u8(Kind.ballot),
    first,
    X,
    u16(unit),
    ...[B, A, E1, E2, R].map(encodeElement),
    ...layout.free.map((i) => encodeScalar(add(times(bits[i]!, c), a[i]!))),
    encodeScalar(add(times(c, combine(r)), e)),
    encodeScalar(add(times(rho, c), sigma)),
    encodeScalar(add(w, times(c, signer))),
  );
}

const scalar = (value: number): Scalar => ((BigInt(value) % q) + q) % q;

function powersOf(y: Scalar, count: number): Scalar[] {
  const powers = [1n];
  while (powers.length < count) powers.push(times(powers.at(-1)!, y));
  return powers;
}

/**
 * Returns the ballot with R and z made again by `x`, so that its signature holds for the changed bytes. The other
 * equations hold for the old challenge only.
 */
export function resign({ id, styles }: Election, key: Element, ballot: Uint8Array, x: Scalar): Uint8Array {
  const style = styles[ballot[33]! * 256 + ballot[34]!];
  if (!style) return ballot;
  const layout = new Layout(style);
  const at = (range: readonly [number, number]): Uint8Array => ballot.subarray(...range);
  const [B, A, E1, E2] = [0, 1, 2, 3].map((number) => at(layout.commitment(number)));
  const h = longHash(
    'ballot-weights/v2',
    id,
    encodeElement(key),
    at(layout.credential),
    at(layout.styleNumber),
    at(layout.unit),
    at(layout.first).subarray(34),
    B!,
    A!,
  );
  const w = randomScalar();
  const R = encodeElement(multiplyPublic(G, w));
  const c = hashToScalar('ballot-proof/v2', id, h, E1!, E2!, R);
  const z = encodeScalar(add(w, times(c, x)));
  return concat(splice(ballot, layout.commitment(4), R).subarray(0, -32), z);
}

/** Adds `shift` to the plaintext of one ciphertext of the ballot. */
export function shiftValue(ballot: Uint8Array, at: readonly [number, number], shift: Element): Uint8Array {
  const [pad, data] = [ballot.slice(at[0], at[0] + 32), decodeElement(ballot.slice(at[0] + 32, at[1]))];
  return splice(ballot, at, concat(pad, encodeElement(data.add(shift))));
}
