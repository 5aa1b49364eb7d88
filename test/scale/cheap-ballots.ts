/**
 * Ballots that are fast to make, for benchmarks and for the run at full scale. Every ciphertext, proof and signature is
 * valid, and a verifier cannot distinguish them from a voter's; only the randomness is weak. A voter's device draws
 * each r and w at random and computes a multiple for each. Here they are sums of three scalars from tables whose
 * multiples are known. No two are alike, but they are easy to guess, so never use them for a real vote.
 * @module
 */
import { Kernel, type Point } from '#crypto/arithmetic/kernel.ts';
import { concat, u16, u8 } from '#crypto/bytes.ts';
import {
  G,
  add,
  encodeElement,
  encodeScalar,
  multiplyPublic,
  negate,
  randomScalar,
  scalarOf,
  subtract,
  times,
  type Element,
  type Scalar,
} from '#crypto/group.ts';
import type { Contest } from '#crypto/manifest/contest.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';
import { valuesFrom } from '#crypto/proof/disjunction.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import {
  groupStatement,
  optionStatement,
  signatureStatement,
  type Caster,
} from '#crypto/ballot/statements.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { challenge, type Statement } from '#crypto/transcript.ts';

/** Number of scalars in a table. Three tables give 512^3 different sums. */
const TABLE = 512;

/** Scalar s, and s G and s K, each given as points whose sum is the multiple. */
interface Known {
  readonly s: Scalar;
  readonly G: readonly Point[];
  readonly K: readonly Point[];
}

/** Ciphertext of v with known r: pad = r G, data = r K + v G. */
interface Sealed {
  readonly r: Scalar;
  readonly v: number;
  readonly pad: Uint8Array;
  readonly data: Uint8Array;
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
  readonly #tables: readonly (readonly { s: Scalar; G: Point; K: Point }[])[];
  /** Multiples of G: 0 G, 1 G, … */
  readonly #multiples: readonly Point[];
  #drawn = 0;

  constructor(election: Election, key: Element) {
    this.#election = election;
    this.#key = encodeElement(key);
    this.#tables = [0, 1, 2].map(() => {
      const scalars = Array.from({ length: TABLE }, randomScalar);
      const ofG = this.#points(scalars.map((s) => multiplyPublic(G, s)));
      const ofK = this.#points(scalars.map((s) => multiplyPublic(key, s)));
      return scalars.map((s, i) => ({ s, G: ofG[i]!, K: ofK[i]! }));
    });
    const most = Math.max(...election.contests.flatMap(({ groups }) => groups.map(({ max }) => max)));
    this.#multiples = this.#points(valuesFrom(0, most).map((v) => multiplyPublic(G, scalarOf(v))));
  }

  credential(): CheapCredential {
    const { s, G: points } = this.#draw();
    return { x: s, X: this.#encode([points])[0]! };
  }

  /** Returns the bytes of the ballot entry. */
  ballot({ style, unit, choices, credential }: CheapVote): Uint8Array {
    const { id } = this.#election;
    const caster: Caster = { electionId: id, key: this.#key, style, unit, credential: credential.X };
    const sealed = style.contests.map((_, c) => this.#seal(choices[c]!));
    const proofs = style.contests.flatMap((contest, c) => [
      ...sealed[c]!.map((own, i) => this.#prove([0, 1], own, optionStatement(caster, contest, i, own))),
      ...contest.groups.map((_, g) => {
        const sum = this.#sumOf(contest, g, sealed[c]!);
        const { min, max } = contest.groups[g]!;
        return this.#prove(valuesFrom(min, max), sum, groupStatement(caster, contest, g, sum));
      }),
    ]);
    const body = concat(
      u8(Kind.ballot),
      id,
      u16(style.position),
      ...sealed.flat().flatMap(({ pad, data }) => [pad, data]),
      credential.X,
      u16(unit),
      ...proofs,
    );
    const w = this.#draw();
    const [R] = this.#encode([w.G]);
    const c = challenge(signatureStatement(caster, body), R!);
    return concat(body, R!, encodeScalar(add(w.s, times(c, credential.x))));
  }

  #seal(values: readonly number[]): Sealed[] {
    const randomness = values.map(() => this.#draw());
    const encodings = this.#encode(
      randomness.flatMap((r, i) => [r.G, [...r.K, this.#multiples[values[i]!]!]]),
    );
    return randomness.map(({ s: r }, i) => ({
      r,
      v: values[i]!,
      pad: encodings[2 * i]!,
      data: encodings[2 * i + 1]!,
    }));
  }

  /** Returns the weighted sum of the ciphertexts of a group, with the sum of their randomness as r. */
  #sumOf(contest: Contest, g: number, sealed: readonly Sealed[]): Sealed {
    const { weights } = contest.groups[g]!;
    const r = weights.reduce((sum, weight, i) => add(sum, times(scalarOf(weight), sealed[i]!.r)), 0n);
    const v = weights.reduce((sum, weight, i) => sum + weight * sealed[i]!.v, 0);
    const parts = weights.flatMap((weight, i) => Array.from({ length: weight }, () => sealed[i]!));
    const [pads, datas] = [parts.map(({ pad }) => pad), parts.map(({ data }) => data)].map((encodings) => {
      return this.#kernel.decode(encodings).points;
    });
    const [pad, data] = this.#encode([pads!, datas!]);
    return { r, v, pad: pad!, data: data! };
  }

  /**
   * Proves a disjunction. A simulated branch has A = z G - c pad and B = z K - c (data - v_k G). With u = z - c r they
   * are u G and u K - c (v - v_k) G: so u and -c are drawn, and z follows.
   */
  #prove(values: readonly number[], { r, v }: Sealed, statement: Statement): Uint8Array {
    const mine = values.indexOf(v);
    const u = values.map(() => this.#draw());
    const minusC = values.map(() => this.#draw());
    const commitments = this.#encode(
      values.flatMap((value, k) => [u[k]!.G, [...u[k]!.K, ...this.#shift(minusC[k]!, v - value)]]),
    );
    const whole = challenge(statement, concat(...commitments));
    const c = minusC.map(({ s }) => negate(s));
    c[mine] = c.reduce((rest, own, k) => (k === mine ? rest : subtract(rest, own)), whole);
    const z = u.map(({ s }, k) => add(s, times(c[k]!, r)));
    return concat(...commitments, ...c.slice(0, -1).map(encodeScalar), ...z.map(encodeScalar));
  }

  /** Returns points whose sum is `multiple` times the multiple of G, for a small integer of either sign. */
  #shift({ G: points }: Known, multiple: number): Point[] {
    const own = multiple < 0 ? points.map((point) => this.#kernel.negate(point)) : points;
    return Array.from({ length: Math.abs(multiple) }, () => own).flat();
  }

  /** Returns the next sum of three scalars. No two are alike. */
  #draw(): Known {
    const number = this.#drawn++;
    if (number >= TABLE ** 3) throw new Error('no more sums: take new tables');
    const parts = this.#tables.map((table, i) => table[Math.floor(number / TABLE ** i) % TABLE]!);
    return {
      s: parts.reduce((sum, part) => add(sum, part.s), 0n),
      G: parts.map((part) => part.G),
      K: parts.map((part) => part.K),
    };
  }

  #encode(sums: readonly (readonly Point[])[]): Uint8Array[] {
    return this.#kernel.encode(this.#kernel.sums(sums));
  }

  #points(elements: readonly Element[]): Point[] {
    return this.#kernel.decode(elements.map(encodeElement)).points;
  }
}
