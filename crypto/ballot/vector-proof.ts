/** Proof of a ballot: the bits of all its contests and the credential's signature in one (spec §7.3 to §7.5). @module */

import type { VectorLayout, VectorRelation } from '../arithmetic/bit-vector.ts';
import { concat, u16, u8, utf8 } from '../bytes.ts';
import {
  add,
  encodeElement,
  encodeScalar,
  G,
  multiply,
  multiplyPublic,
  reduce,
  scalarOf,
  subtract,
  sum,
  times,
  type Element,
  type Scalar,
} from '../group.ts';
import { frame, hashToElement, hashToScalar, sha512 } from '../transcript.ts';
import { randomBytes } from '../random.ts';
import type { Fields, Reader } from '../wire.ts';
import { withLeads } from '../manifest/bits.ts';

export interface VectorProof<E = Element, S = Scalar> {
  readonly B: E;
  readonly A: E;
  readonly E1: E;
  readonly E2: E;
  readonly R: E;
  /** Responses of the free bits, in order. */
  readonly f: readonly S[];
  readonly t: S;
  readonly s: S;
  readonly z: S;
}

/** Public inputs of a ballot's proof. Elements are encoded; `ciphertexts` are pads and data in turns. */
export interface BallotStatement {
  readonly electionId: Uint8Array;
  readonly key: Uint8Array;
  readonly credential: Uint8Array;
  readonly style: number;
  readonly unit: number;
  readonly ciphertexts: Uint8Array;
}

/** Elements of unknown logarithms: H, and for bit i H_i and H'_i. */
export interface Generators {
  readonly H: Element;
  readonly bits: readonly { readonly H: Element; readonly square: Element }[];
}

const generator = (part: number, i: number): Element =>
  hashToElement('ballot-generator/v2', u8(part), u16(i));

const H = generator(0, 0);
const bitGenerators: { readonly H: Element; readonly square: Element }[] = [];

/** Returns the generators for m bits, which are the same in all elections. */
export function generatorsFor(m: number): Generators {
  for (let i = bitGenerators.length; i < m; i++)
    bitGenerators.push({ H: generator(1, i), square: generator(2, i) });
  return { H, bits: bitGenerators.slice(0, m) };
}

/** Secrets of one proof that do not depend on the choice. */
export interface Masks {
  readonly a: readonly Scalar[];
  readonly rho: Scalar;
  readonly sigma: Scalar;
  /** By bit: the part of B for 0, a_i H'_i, and for 1, H_i - a_i H'_i. */
  readonly parts: readonly (readonly [ifZero: Element, ifOne: Element])[];
  readonly A: Element;
}

/** Ballot that masks are for. `x` is the secret of the credential. */
export interface MaskContext {
  readonly electionId: Uint8Array;
  readonly style: number;
  readonly x: Scalar;
}

/**
 * Draws the masks of a ballot, before the choice. They are for one proof: two challenges with the same masks reveal the
 * bits. The secret is hashed with the fresh bytes, so that two voters get different masks even if a copied machine
 * repeats the bytes.
 */
export function drawMasks(layout: VectorLayout, { electionId, style, x }: MaskContext): Masks {
  const { H: blind, bits } = generatorsFor(layout.m);
  const fresh = randomBytes(32);
  const mask = (i: number): Scalar =>
    hashToScalar('ballot-mask/v2', encodeScalar(x), fresh, electionId, u16(style), u16(i));
  const free = layout.free.map(mask);
  // Each relation of the masks is 0.
  const a = withLeads(layout, free, (relation, valueOf) => leadOf(relation, 0n, valueOf));
  const [rho, sigma] = [mask(layout.m), mask(layout.m + 1)];
  const squares = a.map((own, i) => multiply(bits[i]!.square, own));
  const A = sum([
    multiply(blind, sigma),
    ...a.map((own, i) => multiply(bits[i]!.H, own).subtract(multiply(squares[i]!, own))),
  ]);
  return { a, rho, sigma, A, parts: squares.map((square, i) => [square, bits[i]!.H.subtract(square)]) };
}

/** Masks that a proof has used. */
const used = new WeakSet<Masks>();

/** Returns total minus the sum of a relation over all bits but its lead. */
const leadOf = ({ terms }: VectorRelation, total: Scalar, valueOf: (bit: number) => Scalar): Scalar =>
  terms.reduce(
    (rest, { bit, coefficient }) => subtract(rest, times(scalarOf(coefficient), valueOf(bit))),
    total,
  );

/**
 * Proves a ballot: `bits` of the layout, `randomness` of its ciphertexts, `x` of the credential. Throws if
 * these masks were used before.
 */
export function proveVector(
  layout: VectorLayout,
  statement: BallotStatement,
  key: Element,
  {
    bits,
    randomness,
    x,
  }: { readonly bits: readonly number[]; readonly randomness: readonly Scalar[]; readonly x: Scalar },
  masks: Masks,
): VectorProof {
  if (used.has(masks)) throw new Error('ballot: its masks were used before');
  used.add(masks);
  const { a, rho, sigma, A, parts } = masks;
  const B = multiply(H, rho).add(sum(parts.map((part, i) => part[bits[i]!]!)));
  const h = sha512(weightsMessage(statement, encodeElement(B), encodeElement(A)));
  const powers = powersOf(reduce(h), layout.n);
  const [e, w] = [hedgedScalar('e', x, h), hedgedScalar('w', x, h)];
  const E1 = multiply(G, e);
  const E2 = multiply(key, e).add(multiply(G, combine(powers, a)));
  const R = multiply(G, w);
  const last = { E1: encodeElement(E1), E2: encodeElement(E2), R: encodeElement(R) };
  const c = reduce(sha512(challengeMessage(statement, h, last)));
  return {
    B,
    A,
    E1,
    E2,
    R,
    // Both are computed and one is selected, so that the time does not depend on the bit.
    f: layout.free.map((i) => [a[i]!, add(a[i]!, c)][bits[i]!]!),
    t: add(times(c, combine(powers, randomness)), e),
    s: add(times(rho, c), sigma),
    z: add(w, times(c, x)),
  };
}

/** First of the proof's two parts that does not hold, in the order of §8.8. */
export type VectorFault = 'vector-proof' | 'signature';

/** Returns the first fault, or undefined; `elements` are the decoded ciphertexts, pads and data in turns. */
export function findVectorFault(
  layout: VectorLayout,
  statement: BallotStatement,
  key: Element,
  credential: Element,
  elements: readonly Element[],
  { f: free, t, s, z, ...commitments }: VectorProof,
): VectorFault | undefined {
  const { n, m } = layout;
  const { B, A, E1, E2, R } = commitments;
  const { powers, c } = challengesOf(statement, encodeCommitments(commitments), n);
  const f = responsesOf(layout, free, c);
  const { bits } = generatorsFor(m);
  const weighted = (offset: 0 | 1): Element =>
    sum(powers.map((power, i) => multiplyPublic(elements[2 * i + offset]!, power)));
  const P = sum([
    multiplyPublic(H, s),
    ...f.flatMap((response, i) => [
      multiplyPublic(bits[i]!.H, response),
      multiplyPublic(bits[i]!.square, times(response, subtract(c, response))),
    ]),
  ]).equals(multiplyPublic(B, c).add(A));
  const L1 = multiplyPublic(G, t).equals(multiplyPublic(weighted(0), c).add(E1));
  const L2 = multiplyPublic(key, t)
    .add(multiplyPublic(G, combine(powers, f)))
    .equals(multiplyPublic(weighted(1), c).add(E2));
  if (!(P && L1 && L2)) return 'vector-proof';
  return multiplyPublic(G, z).equals(R.add(multiplyPublic(credential, c))) ? undefined : 'signature';
}

type Commitments<E> = Pick<VectorProof<E>, 'B' | 'A' | 'E1' | 'E2' | 'R'>;

const encodeCommitments = ({ B, A, E1, E2, R }: Commitments<Element>): Commitments<Uint8Array> => ({
  B: encodeElement(B),
  A: encodeElement(A),
  E1: encodeElement(E1),
  E2: encodeElement(E2),
  R: encodeElement(R),
});

/** Returns y^0, …, y^(n - 1) and c. */
export function challengesOf(
  statement: BallotStatement,
  { B, A, E1, E2, R }: Commitments<Uint8Array>,
  n: number,
): { readonly powers: readonly Scalar[]; readonly c: Scalar } {
  const h = sha512(weightsMessage(statement, B, A));
  const c = reduce(sha512(challengeMessage(statement, h, { E1, E2, R })));
  return { powers: powersOf(reduce(h), n), c };
}

/** Returns the responses of all bits: those of the leads follow from the relations. */
export const responsesOf = (layout: VectorLayout, free: readonly Scalar[], c: Scalar): Scalar[] =>
  withLeads(layout, free, (relation, valueOf) => leadOf(relation, times(c, scalarOf(relation.max)), valueOf));

/** Returns the message whose SHA-512 is h, of 64 bytes; y is h modulo q. */
export const weightsMessage = (statement: BallotStatement, B: Uint8Array, A: Uint8Array): Uint8Array =>
  frame(
    'ballot-weights/v2',
    statement.electionId,
    statement.key,
    statement.credential,
    u16(statement.style),
    u16(statement.unit),
    statement.ciphertexts,
    B,
    A,
  );

/** Returns the message whose SHA-512 is c. */
export const challengeMessage = (
  { electionId }: BallotStatement,
  h: Uint8Array,
  { E1, E2, R }: { readonly E1: Uint8Array; readonly E2: Uint8Array; readonly R: Uint8Array },
): Uint8Array => frame('ballot-proof/v2', electionId, h, E1, E2, R);

/** Returns y^0, …, y^(count - 1). */
function powersOf(y: Scalar, count: number): Scalar[] {
  const powers: Scalar[] = [];
  for (let power = 1n; powers.length < count; power = times(power, y)) powers.push(power);
  return powers;
}

/** Returns the sum of power times value over the powers. */
export const combine = (powers: readonly Scalar[], values: readonly Scalar[]): Scalar =>
  powers.reduce((total, power, i) => add(total, times(power, values[i]!)), 0n);

/** Returns a nonce from fresh bytes, the secret and the statement, which h stands for. */
const hedgedScalar = (name: string, secret: Scalar, h: Uint8Array): Scalar =>
  hashToScalar('ballot-nonce/v2', utf8(name), encodeScalar(secret), randomBytes(32), h);

/** Encodes a proof: layout of §7.2 after the unit. */
export const encodeVector = ({ B, A, E1, E2, R, f, t, s, z }: VectorProof): Uint8Array =>
  concat(...[B, A, E1, E2, R].map(encodeElement), ...[...f, t, s, z].map(encodeScalar));

/** Reads the proof of a ballot with this layout. */
export function readVector<E, S>(
  reader: Reader,
  { free }: VectorLayout,
  { element, scalar }: Fields<E, S>,
): VectorProof<E, S> {
  const [B, A, E1, E2, R] = reader.list(5, () => reader.field(element)) as [E, E, E, E, E];
  const f = reader.list(free.length, () => reader.field(scalar));
  const [t, s, z] = reader.list(3, () => reader.field(scalar)) as [S, S, S];
  return { B, A, E1, E2, R, f, t, s, z };
}
