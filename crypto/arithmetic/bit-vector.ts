/** Proof of a vector of bits and its layout, in the form that the kernel reads (spec §7.4). @module */

/** Relation of bits: the lead plus the sum of coefficient times bit over `terms` is `max`. */
export interface VectorRelation {
  readonly lead: number;
  readonly max: number;
  readonly terms: readonly { readonly bit: number; readonly coefficient: number }[];
}

/** Bits of a proof: the first n are in ciphertexts, of m in all. `free`: the bits that are no leads, ascending. */
export interface VectorLayout {
  readonly n: number;
  readonly m: number;
  readonly free: readonly number[];
  readonly relations: readonly VectorRelation[];
}

/** Encodings of the elements that all proofs share. `bits` and `squares`: H_i and H'_i, as many as the largest m. */
export interface VectorBases {
  readonly H: Uint8Array;
  readonly G: Uint8Array;
  readonly K: Uint8Array;
  readonly bits: readonly Uint8Array[];
  readonly squares: readonly Uint8Array[];
}

export interface BitVector {
  /** Position in the list of layouts. */
  readonly layout: number;
  /** Consecutive parts of 32 (2n + 6) bytes: pads and data in turns, X, B, A, E_1, E_2, R. */
  readonly elements: readonly Uint8Array[];
  /** Responses of the free bits, t, s, z: 32 bytes each. */
  readonly scalars: Uint8Array;
  /** Message whose SHA-512 is h. */
  readonly weightsMessage: Uint8Array;
  /** Returns the message whose hash is c, given h. */
  readonly challengeMessage: (h: Uint8Array) => Uint8Array;
}

/** Number of elements after the ciphertexts: X, B, A, E_1, E_2, R. */
export const OTHERS = 6;

/** Returns the number of elements of a proof. */
export const elementsOf = ({ n }: VectorLayout): number => 2 * n + OTHERS;

/** Layout, and where its words are in those of all layouts, in bytes. */
interface PlacedLayout {
  readonly layout: VectorLayout;
  readonly offset: number;
}

/** Layouts and elements that all proofs of an election share. */
export class SharedParts {
  readonly #layouts: readonly PlacedLayout[];
  /** Layouts as words, one after another. */
  readonly words: Uint32Array;
  /** Encodings of H, G, K, then all H_i, then all H'_i. */
  readonly elements: readonly Uint8Array[];
  /** Number of the H_i. */
  readonly most: number;

  constructor(layouts: readonly VectorLayout[], { H, G, K, bits, squares }: VectorBases) {
    this.most = Math.max(0, ...layouts.map(({ m }) => m));
    if (bits.length !== this.most || squares.length !== this.most)
      throw new Error('as many generators as bits');
    this.elements = [H, G, K, ...bits, ...squares];
    const words: number[] = [];
    this.#layouts = layouts.map((layout) => {
      const offset = Uint32Array.BYTES_PER_ELEMENT * words.length;
      words.push(...wordsOf(layout));
      return { layout, offset };
    });
    this.words = Uint32Array.from(words);
  }

  layoutAt(position: number): PlacedLayout {
    const own = this.#layouts[position];
    if (!own) throw new Error('no such layout');
    return own;
  }
}

/** Returns a layout as the kernel reads it (assembly/bit-vector.ts). */
const wordsOf = ({ n, m, free, relations }: VectorLayout): number[] => [
  n,
  m,
  free.length,
  relations.length,
  ...free,
  ...relations.flatMap(({ lead, max, terms }) => [
    lead,
    max,
    terms.length,
    ...terms.flatMap(({ bit, coefficient }) => [bit, coefficient]),
  ]),
];
