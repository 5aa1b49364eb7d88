/** State of one run of the key ceremony: the messages sent, and which message is due (spec §5.1). @module */
import { type Element, identity, mod, type NobleElement, type Scalar, sumOf } from '../../crypto/group.ts';
import type { KindName } from '../kinds.ts';
import { repeat } from '../../crypto/proofs.ts';

export interface DealtShare {
  readonly R: Element;
  readonly m: Scalar;
}

export interface Complaint {
  readonly accuser: number;
  readonly dealer: number;
}

/** Kind of message that a trustee may owe, so that the authority may declare it absent (§5.7). */
export type OwedMessage = Extract<
  KindName,
  'commit' | 'reveal' | 'deal' | 'certificate' | 'answer' | 'shareCheck'
>;

/**
 * Kind of message that is due. While an answer is due, no other message is accepted. `seal` is the last turn
 * and has no end.
 */
export type Turn = OwedMessage | 'seal';

export class Run {
  readonly number: number;
  readonly trustees: readonly number[];
  readonly commitments = new Map<number, Uint8Array>();
  readonly polynomials = new Map<number, readonly Element[]>();
  /** Shares by dealer, then by receiver. */
  readonly deals = new Map<number, ReadonlyMap<number, DealtShare>>();
  readonly certified = new Set<number>();
  readonly shareChecked = new Set<number>();
  readonly sealed = new Set<number>();
  complaint: Complaint | undefined;
  #due: { readonly turn: Turn; readonly since: bigint };

  constructor(number: number, trustees: readonly number[], clock: bigint) {
    this.number = number;
    this.trustees = trustees;
    this.#due = { turn: 'commit', since: clock };
  }

  /** Clock at which the message of the turn became due (§5.7). */
  get dueSince(): bigint {
    return this.#due.since;
  }

  /** Records the clock as the start of the turn, if the turn changed with the last entry. */
  noteTurn(clock: bigint): void {
    const { turn } = this;
    if (turn !== this.#due.turn) this.#due = { turn, since: clock };
  }

  get turn(): Turn {
    const all = this.trustees.length;
    if (this.complaint) return 'answer';
    if (this.commitments.size < all) return 'commit';
    if (this.polynomials.size < all) return 'reveal';
    if (this.deals.size < all) return 'deal';
    if (this.certified.size < all) return 'certificate';
    return this.shareChecked.size < all ? 'shareCheck' : 'seal';
  }

  get isComplete(): boolean {
    return this.certified.size === this.trustees.length;
  }

  /** Tells whether the trustee has sent the message of this turn. */
  hasSent(trustee: number, turn: Turn): boolean {
    const sent = {
      commit: this.commitments,
      reveal: this.polynomials,
      deal: this.deals,
      certificate: this.certified,
      answer: new Set<number>(), // an answer ends the run
      shareCheck: this.shareChecked,
      seal: this.sealed,
    };
    return sent[turn].has(trustee);
  }

  /** Returns the message that the trustee owes now (§5.7). Nobody owes a seal. */
  owedBy(trustee: number): OwedMessage | undefined {
    const { turn } = this;
    if (turn === 'seal' || this.hasSent(trustee, turn)) return undefined;
    return turn === 'answer' && this.complaint?.dealer !== trustee ? undefined : turn;
  }

  /** Returns K, the sum of the constant terms. Requires all reveals. */
  key(): NobleElement {
    return this.sumOfCoefficients(0);
  }

  sumOfCoefficients(k: number): NobleElement {
    return sumOf([...this.polynomials.values()].map((polynomial) => polynomial[k]!));
  }

  /** Returns X_j, the sum over i, k of j^k C_{i,k} (§5.5). */
  verificationKey(trustee: number): NobleElement {
    const degree = this.polynomials.values().next().value?.length ?? 0;
    return evaluate(
      repeat(degree, (k) => this.sumOfCoefficients(k)),
      trustee,
    );
  }
}

/** Evaluates a polynomial at x, given the commitments C_k = a_k G to its coefficients: the sum of x^k C_k. */
export function evaluate(coefficients: readonly Element[], x: number): NobleElement {
  return coefficients.reduceRight<NobleElement>((sum, C) => sum.times(mod(BigInt(x))).plus(C), identity);
}
