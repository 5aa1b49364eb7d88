/** Equations of a ballot's proof for the kernel, which checks those of many ballots together (spec §3.5, §7.4). @module */

import type { VectorLayout } from '../arithmetic/bit-vector.ts';
import type { Point } from '../arithmetic/kernel.ts';
import { encodeScalar, decodeScalar, subtract, times, type Scalar } from '../group.ts';
import type { Claim } from '../proof/batch.ts';
import {
  challengesOf,
  combine,
  responsesOf,
  type BallotStatement,
  type VectorFault,
  type VectorProof,
} from './vector-proof.ts';

/** Points that all ballots share. */
export interface VectorBases {
  readonly G: Point;
  readonly K: Point;
  readonly H: Point;
  /** H_i by bit. */
  readonly bits: readonly Point[];
  /** H'_i by bit. */
  readonly squares: readonly Point[];
}

const one = encodeScalar(1n);

/**
 * Returns the claims of a proof in the order of §8.8. `points`: the ballot's elements in the order of the bytes
 * (ciphertexts, X, B, A, E_1, E_2, R).
 */
export function vectorClaims(
  layout: VectorLayout,
  statement: BallotStatement,
  proof: VectorProof<Uint8Array, Uint8Array>,
  points: readonly Point[],
  { G, K, H, bits, squares }: VectorBases,
): { readonly fault: VectorFault; readonly claim: Claim }[] {
  const { n } = layout;
  const { powers, c } = challengesOf(statement, proof, n);
  const f = responsesOf(layout, proof.f.map(decodeScalar), c);
  const [X, B, A, E1, E2, R] = points.slice(2 * n) as [Point, Point, Point, Point, Point, Point];
  const challenge = encodeScalar(c);
  const weights = powers.map((power) => encodeScalar(times(c, power)));
  const bytes = (value: Scalar): Uint8Array => encodeScalar(value);
  return [
    {
      fault: 'vector-proof',
      claim: (equations) => {
        equations.next().plus(1, proof.s, H).plus(-1, challenge, B).plus(-1, one, A);
        for (const [i, response] of f.entries())
          equations
            .plus(1, bytes(response), bits[i]!)
            .plus(1, bytes(times(response, subtract(c, response))), squares[i]!);
        equations.next().plus(1, proof.t, G).plus(-1, one, E1);
        for (const [i, weight] of weights.entries()) equations.plus(-1, weight, points[2 * i]!);
        equations
          .next()
          .plus(1, proof.t, K)
          .plus(1, bytes(combine(powers, f)), G)
          .plus(-1, one, E2);
        for (const [i, weight] of weights.entries()) equations.plus(-1, weight, points[2 * i + 1]!);
      },
    },
    {
      fault: 'signature',
      claim: (equations) => equations.next().plus(1, proof.z, G).plus(-1, one, R).plus(-1, challenge, X),
    },
  ];
}
