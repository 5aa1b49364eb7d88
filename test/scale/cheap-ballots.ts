/**
 * Ballots that are fast to make, for benchmarks and for the run at full scale. Every ciphertext, proof and signature is
 * valid, and a verifier cannot distinguish them from a voter's; only the randomness is weak. A voter's device draws
 * each r and w at random and computes a multiple for each. Here they are sums of three scalars from tables whose
 * multiples are known. No two are alike, but they are easy to guess, so never use them for a real vote.
 * @module
 */
import type { VectorLayout } from '#crypto/arithmetic/bit-vector.ts';
import { Kernel, type Point } from '#crypto/arithmetic/kernel.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { challengesOf, combine, generatorsFor, type BallotStatement } from '#crypto/ballot/vector-proof.ts';
import { concat, u16, u8 } from '#crypto/bytes.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import {
  G,
  add,
  encodeElement,
  encodeScalar,
  multiplyPublic,
  randomScalar,
  scalarOf,
  subtract,
  times,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import { bitsOf, withLeads } from '#crypto/manifest/bits.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';

/** Number of entries of a table; three of them give 512^3 different sums. */
const TABLE = 512;
/** Number of masks in a bit's table. */
const MASKS = 32;

/** A scalar and its multiples of G, K and H, each as points whose sum it is. */
interface Known {
  readonly s: Scalar;
  readonly G: readonly Point[];
  readonly K: readonly Point[];
  readonly H: readonly Point[];
}

/** Mask of a bit, with its parts of B (for 0 and for 1) and of A. */
interface Mask {
  readonly a: Scalar;
  readonly parts: readonly [ifZero: Point, ifOne: Point];
  readonly A: Point;
}

export interface CheapVote {
  readonly style: Style;
  readonly unit: number;
  readonly choices: Choices;
  readonly credential: CheapCredential;
}

export interface CheapCredential {
  readonly x: Scalar;
  readonly X: Uint8Array;
}

export class CheapBallots {
  readonly #election: Election;
  readonly #key: Uint8Array;
  readonly #kernel = new Kernel();
  readonly #tables: readonly (readonly { s: Scalar; G: Point; K: Point; H: Point }[])[];
  readonly #one: Point;
  /** Masks by bit. */
  readonly #masks = new Map<number, readonly Mask[]>();
  #drawn = 0;

  constructor(election: Election, key: Element) {
    this.#election = election;
    this.#key = encodeElement(key);
    const { H } = generatorsFor(0);
    this.#tables = [0, 1, 2].map(() => {
      const scalars = Array.from({ length: TABLE }, randomScalar);
      const [ofG, ofK, ofH] = [G, key, H].map((base) =>
        this.#points(scalars.map((s) => multiplyPublic(base, s))),
      );
      return scalars.map((s, i) => ({ s, G: ofG![i]!, K: ofK![i]!, H: ofH![i]! }));
    });
    this.#one = this.#points([G])[0]!;
  }

  credential(): CheapCredential {
    const { s, G: points } = this.#draw();
    return { x: s, X: this.#encode([points])[0]! };
  }

  /** Returns the entry's bytes. */
  ballot({ style, unit, choices, credential }: CheapVote): Uint8Array {
    const { layout } = style;
    const bits = bitsOf(layout, choices.flat());
    const randomness = Array.from({ length: layout.n }, () => this.#draw());
    const ciphertexts = concat(
      ...this.#encode(randomness.flatMap((r, i) => [r.G, bits[i] === 1 ? [...r.K, this.#one] : r.K])),
    );
    const statement: BallotStatement = {
      electionId: this.#election.id,
      key: this.#key,
      credential: credential.X,
      style: style.position,
      unit,
      ciphertexts,
    };
    const proof = this.#prove(layout, statement, bits, randomness, credential);
    return concat(
      u8(Kind.ballot),
      this.#election.id,
      u16(style.position),
      ciphertexts,
      credential.X,
      u16(unit),
      proof,
    );
  }

  #prove(
    layout: VectorLayout,
    statement: BallotStatement,
    bits: readonly number[],
    randomness: readonly Known[],
    credential: CheapCredential,
  ): Uint8Array {
    const masks = this.#masksOf(layout);
    const [rho, sigma, e, w] = [this.#draw(), this.#draw(), this.#draw(), this.#draw()];
    const [B, A] = this.#encode([
      [...rho.H, ...masks.map(({ parts }, i) => parts[bits[i]!]!)],
      [...sigma.H, ...masks.map((mask) => mask.A)],
    ]);
    const a = masks.map((mask) => mask.a);
    // The powers of y are needed before E_2 is known; the challenge is computed again with it.
    const none = new Uint8Array(32);
    const { powers } = challengesOf(statement, { B: B!, A: A!, E1: none, E2: none, R: none }, layout.n);
    const shift = this.#points([multiplyPublic(G, combine(powers, a))]);
    const [E1, E2, R] = this.#encode([e.G, [...e.K, ...shift], w.G]);
    const commitments = { B: B!, A: A!, E1: E1!, E2: E2!, R: R! };
    const { c } = challengesOf(statement, commitments, layout.n);
    const t = combine(
      powers,
      randomness.map(({ s }) => s),
    );
    return concat(
      ...Object.values(commitments),
      ...layout.free.map((i) => encodeScalar(add(times(scalarOf(bits[i]!), c), a[i]!))),
      encodeScalar(add(times(c, t), e.s)),
      encodeScalar(add(times(rho.s, c), sigma.s)),
      encodeScalar(add(w.s, times(c, credential.x))),
    );
  }

  /** Returns a mask for each bit: from tables, and for the leads the one that makes each relation 0. */
  #masksOf(layout: VectorLayout): Mask[] {
    const free = layout.free.map((bit) => this.#tableOf(bit)[Math.floor(Math.random() * MASKS)]!);
    const scalars = withLeads(
      layout,
      free.map(({ a }) => a),
      ({ terms }, valueOf) =>
        terms.reduce(
          (rest, { bit, coefficient }) => subtract(rest, times(scalarOf(coefficient), valueOf(bit))),
          0n,
        ),
    );
    const byBit = new Map(layout.free.map((bit, i) => [bit, free[i]!]));
    return scalars.map((a, bit) => byBit.get(bit) ?? this.#mask(bit, a));
  }

  #tableOf(bit: number): readonly Mask[] {
    const known = this.#masks.get(bit);
    if (known) return known;
    const table = Array.from({ length: MASKS }, () => this.#mask(bit, randomScalar()));
    this.#masks.set(bit, table);
    return table;
  }

  #mask(bit: number, a: Scalar): Mask {
    const { H, square } = generatorsFor(bit + 1).bits[bit]!;
    const ifZero = multiplyPublic(square, a);
    const A = multiplyPublic(H, a).subtract(multiplyPublic(ifZero, a));
    const points = this.#points([ifZero, H.subtract(ifZero), A]);
    return { a, parts: [points[0]!, points[1]!], A: points[2]! };
  }

  /** Returns the next sum of three scalars: no two are alike. */
  #draw(): Known {
    const number = this.#drawn++;
    if (number >= TABLE ** 3) throw new Error('no more sums: take new tables');
    const parts = this.#tables.map((table, i) => table[Math.floor(number / TABLE ** i) % TABLE]!);
    return {
      s: parts.reduce((sum, part) => add(sum, part.s), 0n),
      G: parts.map((part) => part.G),
      K: parts.map((part) => part.K),
      H: parts.map((part) => part.H),
    };
  }

  #encode(sums: readonly (readonly Point[])[]): Uint8Array[] {
    return this.#kernel.encode(this.#kernel.sums(sums));
  }

  #points(elements: readonly Element[]): Point[] {
    return this.#kernel.decode(elements.map(encodeElement)).points;
  }
}
