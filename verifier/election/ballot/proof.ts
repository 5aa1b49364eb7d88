/** Proof of a ballot: its bytes, its challenges and the equations that make it valid (spec §7.2, §7.4). @module */
import { type ByteReader, u16 } from '../../crypto/bytes.ts';
import { type Claim, scalarOne } from '../../crypto/equations.ts';
import { bitGenerators, blindingGenerator, productGenerators } from '../../crypto/generators.ts';
import {
  type Decode,
  decodeScalar,
  type Element,
  type EncodedScalar,
  encodeScalar,
  G,
  mod,
  readEncodedScalar,
  type Scalar,
} from '../../crypto/group.ts';
import { type Ciphertext, keyClaim, repeat } from '../../crypto/proofs.ts';
import { concatElements, frame, scalarOf, sha512 } from '../../crypto/transcript.ts';
import type { BallotBits } from '../bits.ts';

export interface BallotProof {
  readonly B: Element;
  readonly A: Element;
  readonly E1: Element;
  readonly E2: Element;
  readonly R: Element;
  /** Responses of all bits but leads, in order. */
  readonly f: readonly EncodedScalar[];
  readonly t: EncodedScalar;
  readonly s: EncodedScalar;
  readonly z: EncodedScalar;
}

/** Public inputs of the proof. */
export interface BallotStatement {
  readonly election: Uint8Array;
  readonly K: Element;
  readonly X: Element;
  readonly stylePosition: number;
  readonly unit: number;
  readonly bits: BallotBits;
  readonly ciphertexts: readonly Ciphertext[];
}

export function readBallotProof(
  r: ByteReader,
  { count, relations }: BallotBits,
  decode: Decode,
): BallotProof {
  const element = (): Element => decode(r.take(32));
  const [B, A, E1, E2, R] = [element(), element(), element(), element(), element()];
  const f = repeat(count - relations.length, () => readEncodedScalar(r));
  return { B, A, E1, E2, R, f, t: readEncodedScalar(r), s: readEncodedScalar(r), z: readEncodedScalar(r) };
}

/** Bytes that h binds: the statement, and the commitments to the bits. */
interface BoundBytes extends Pick<BallotStatement, 'election' | 'stylePosition' | 'unit'> {
  readonly K: Uint8Array;
  readonly X: Uint8Array;
  readonly ciphertexts: Uint8Array;
  readonly B: Uint8Array;
  readonly A: Uint8Array;
}

/** Returns the message whose hash is h. */
export function weightsMessage(bound: BoundBytes): Uint8Array {
  const { election, K, X, stylePosition, unit, ciphertexts, B, A } = bound;
  return frame('ballot-weights/v2', [election, K, X, u16(stylePosition), u16(unit), ciphertexts, B, A]);
}

/** Returns the message whose hash is the challenge c. `last`: E_1, E_2 and R. */
export function challengeMessage(
  election: Uint8Array,
  h: Uint8Array,
  last: readonly [Uint8Array, Uint8Array, Uint8Array],
): Uint8Array {
  return frame('ballot-proof/v2', [election, h, ...last]);
}

/** Returns h, the hash of the statement and of the commitments to the bits. */
export function weightsHash(statement: BallotStatement, { B, A }: BallotProof): Uint8Array {
  const { K, X, ciphertexts } = statement;
  const message = weightsMessage({
    ...statement,
    K: K.bytes,
    X: X.bytes,
    ciphertexts: concatElements(ciphertexts.flatMap(({ pad, data }) => [pad, data])),
    B: B.bytes,
    A: A.bytes,
  });
  return sha512(message);
}

/** Returns the responses of all bits: those of the leads follow from the relations. */
export function allResponses(
  { count, relations }: BallotBits,
  own: readonly EncodedScalar[],
  c: Scalar,
): Scalar[] {
  const leads = new Set(relations.map(({ lead }) => lead));
  const given = own.values();
  const f = repeat(count, (bit) => (leads.has(bit) ? 0n : decodeScalar(given.next().value!)));
  for (const { max, lead, others } of relations) {
    const sum = others.reduce((total, { bit, coefficient }) => total + coefficient * f[bit]!, 0n);
    f[lead] = mod(c * max - sum);
  }
  return f;
}

/** Claims P, L1 and L2: the ciphertexts hold bits that meet all relations. */
export function bitsClaim(
  { K, bits, ciphertexts }: BallotStatement,
  { B, A, E1, E2, f: own, t, s }: BallotProof,
  h: Uint8Array,
  challenge: EncodedScalar,
): Claim {
  const c = decodeScalar(challenge);
  const f = allResponses(bits, own, c);
  const responses = f.map(encodeScalar);
  const products = f.map((response) => encodeScalar(mod(response * (c - response))));
  const { scaled, sum } = weigh(f.slice(0, ciphertexts.length), scalarOf(h), c);
  return (equations) => {
    equations.next().plus(1, s, blindingGenerator()).plus(-1, challenge, B).plus(-1, scalarOne, A);
    for (let bit = 0; bit < bits.count; bit += 1) {
      equations
        .plus(1, responses[bit]!, bitGenerators.at(bit))
        .plus(1, products[bit]!, productGenerators.at(bit));
    }
    equations.next().plus(1, t, G).plus(-1, scalarOne, E1);
    for (const [i, { pad }] of ciphertexts.entries()) equations.plus(-1, scaled[i]!, pad);
    equations.next().plus(1, t, K).plus(1, sum, G).plus(-1, scalarOne, E2);
    for (const [i, { data }] of ciphertexts.entries()) equations.plus(-1, scaled[i]!, data);
  };
}

/** Returns c y^i for each response f_i, and the sum of y^i f_i. */
function weigh(f: readonly Scalar[], y: Scalar, c: Scalar): { scaled: EncodedScalar[]; sum: EncodedScalar } {
  const scaled: EncodedScalar[] = [];
  let sum = 0n;
  let power = 1n;
  for (const response of f) {
    scaled.push(encodeScalar(mod(c * power)));
    sum += power * response;
    power = mod(power * y);
  }
  return { scaled, sum: encodeScalar(mod(sum)) };
}

/** Claims S: the maker of the ballot knows the secret of its credential. */
export function credentialClaim(X: Element, { R, z }: BallotProof, c: EncodedScalar): Claim {
  return keyClaim({ R, z }, c, X);
}
