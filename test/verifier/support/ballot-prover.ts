/**
 * Prover of a ballot, after the specification (§7.4). It proves any values: where they are not allowed, the
 * proof does not hold.
 * @module
 */
import { u16 } from '../../../verifier/crypto/bytes.ts';
import { bitGenerators, blindingGenerator, productGenerators } from '../../../verifier/crypto/generators.ts';
import {
  combine,
  decodeScalar,
  type Element,
  encodeScalar,
  G,
  mod,
  type Scalar,
} from '../../../verifier/crypto/group.ts';
import { repeat } from '../../../verifier/crypto/proofs.ts';
import { challenge, concatElements, longHash, scalarOf } from '../../../verifier/crypto/transcript.ts';
import type { BallotStatement } from '../../../verifier/election/ballot/proof.ts';
import type { BallotBits } from '../../../verifier/election/bits.ts';
import { concat } from '../../../verifier/crypto/bytes.ts';
import { randomScalar } from './prover.ts';

export interface Secrets {
  /** Value and randomness of each ciphertext. */
  readonly values: readonly number[];
  readonly randomness: readonly Scalar[];
  /** Secret of the credential. */
  readonly x: Scalar;
}

/** Makes the end of a ballot's entry, from B on. */
export function proveBallot(statement: BallotStatement, { values, randomness, x }: Secrets): Uint8Array {
  const { election, K, X, stylePosition, unit, bits, ciphertexts } = statement;
  const b = allBits(bits, values);
  const a = randomInRelations(bits);
  const [rho, sigma, e, w] = [randomScalar(), randomScalar(), randomScalar(), randomScalar()];
  const B = combine([
    [blindingGenerator(), rho],
    ...b.map((bit, i) => [bitGenerators.at(i), mod(bit)] as const),
    ...b.map((bit, i) => [productGenerators.at(i), mod(a[i]! * (1n - 2n * bit))] as const),
  ]);
  const A = combine([
    [blindingGenerator(), sigma],
    ...a.map((own, i) => [bitGenerators.at(i), own] as const),
    ...a.map((own, i) => [productGenerators.at(i), mod(-own * own)] as const),
  ]);
  const encrypted = concatElements(ciphertexts.flatMap(({ pad, data }) => [pad, data]));
  const place = [u16(stylePosition), u16(unit)];
  const h = longHash('ballot-weights/v2', election, K.bytes, X.bytes, ...place, encrypted, B.bytes, A.bytes);
  const powers = powersOf(scalarOf(h), values.length);
  const E1 = G.times(e);
  const E2 = combine([
    [K, e],
    [G, dot(powers, a)],
  ]);
  const R = G.times(w);
  const c = decodeScalar(challenge('ballot-proof/v2', election, h, E1.bytes, E2.bytes, R.bytes));
  const leads = bits.relations.map(({ lead }) => lead);
  const f = b.map((bit, i) => mod(bit * c + a[i]!)).filter((_, i) => !leads.includes(i));
  const t = mod(c * dot(powers, randomness) + e);
  const elements: Element[] = [B, A, E1, E2, R];
  const scalars = [...f, t, mod(rho * c + sigma), mod(w + c * x)];
  return concat(...elements.map(({ bytes }) => bytes), ...scalars.map(encodeScalar));
}

/** Returns the values, then slack bits for what each relation lacks, from the last to the first that fits. */
function allBits({ count, relations }: BallotBits, values: readonly number[]): bigint[] {
  const b = repeat(count, (i) => BigInt(values[i] ?? 0));
  for (const { max, lead, others } of relations) {
    let rest = max - b[lead]! - others.reduce((sum, { bit, coefficient }) => sum + coefficient * b[bit]!, 0n);
    for (const { bit, coefficient } of others.toReversed()) {
      if (bit < values.length || coefficient > rest) continue;
      b[bit] = 1n;
      rest -= coefficient;
    }
  }
  return b;
}

/** Returns random numbers for which the sum of every relation is 0. */
function randomInRelations({ count, relations }: BallotBits): Scalar[] {
  const a = repeat(count, randomScalar);
  for (const { lead, others } of relations)
    a[lead] = mod(-others.reduce((sum, { bit, coefficient }) => sum + coefficient * a[bit]!, 0n));
  return a;
}

function powersOf(y: Scalar, count: number): Scalar[] {
  const powers: Scalar[] = [];
  for (let power = 1n; powers.length < count; power = mod(power * y)) powers.push(power);
  return powers;
}

/** Returns the sum of power * scalar over the powers. */
function dot(powers: readonly Scalar[], scalars: readonly Scalar[]): Scalar {
  return mod(powers.reduce((sum, power, i) => sum + power * scalars[i]!, 0n));
}
