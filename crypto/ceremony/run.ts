/** Public state of one run of the key ceremony, from the entries on the board (spec chapter 05). @module */

import { equalBytes } from '../bytes.ts';
import { Kind } from '../entry/kinds.ts';
import { G, multiplyPublic, subtract, sum, type Element } from '../group.ts';
import type { Election, Trustee } from '../manifest/election.ts';
import { checkEquality } from '../proof/equality.ts';
import { checkKnowledge } from '../proof/schnorr.ts';
import {
  commitHash,
  revealStatement,
  shareCheckPoint,
  shareCheckStatement,
  shareMask,
  type Answer,
  type Certificate,
  type Commit,
  type Complaint,
  type Deal,
  type DealtShare,
  type Reveal,
  type Seal,
  type ShareCheck,
} from './messages.ts';
import { evaluateCommitments } from './polynomial.ts';

/** Kinds of the messages that a trustee can owe (§5.7). */
const kinds = {
  commit: Kind.commit,
  reveal: Kind.reveal,
  deal: Kind.deal,
  certify: Kind.certify,
  answer: Kind.answer,
  'share-check': Kind.shareCheck,
} as const;

export interface Awaited {
  readonly message: 'commit' | 'reveal' | 'deal' | 'certify' | 'answer' | 'share-check' | 'seal';
  readonly from: readonly number[];
}

/**
 * Public state of a run. Each `accept…` applies a message whose form and signature are right. It throws, changing
 * nothing, if the message is out of turn or wrong in itself; the entry is void then.
 */
export class CeremonyRun {
  readonly number: number;
  readonly trustees: readonly Trustee[];
  readonly #election: Election;
  readonly #commits = new Map<number, Commit>();
  readonly #reveals = new Map<number, Reveal>();
  readonly #deals = new Map<number, Deal>();
  readonly #certificates = new Set<number>();
  readonly #shareChecks = new Set<number>();
  readonly #sealed = new Set<number>();
  #complaint: Complaint | undefined;

  constructor(election: Election, number: number, trustees: readonly Trustee[]) {
    this.#election = election;
    this.number = number;
    this.trustees = trustees;
  }

  acceptCommit(message: Commit): void {
    this.#assertTurn(message.trustee, this.#commits.has(message.trustee), true);
    this.#commits.set(message.trustee, message);
  }

  acceptReveal(message: Reveal): void {
    const { trustee, commitments, proof } = message;
    this.#assertTurn(trustee, this.#reveals.has(trustee), this.#all(this.#commits));
    const E = this.#election.id;
    if (!equalBytes(commitHash(E, message, commitments), this.#commits.get(trustee)!.hash)) {
      throw new Error('reveal: not what was committed to');
    }
    if (!checkKnowledge(commitments[0]!, proof, revealStatement(E, message, commitments))) {
      throw new Error('reveal: the proof of knowledge does not hold');
    }
    this.#reveals.set(trustee, message);
    if (!this.#all(this.#reveals)) return;
    const cancels = [this.#sumOfCoefficients(0), this.#sumOfCoefficients(this.#election.threshold - 1)].some(
      (s) => s.is0(),
    );
    if (cancels) {
      this.#reveals.delete(trustee);
      throw new Error('reveal: the sum of the commitments cancels');
    }
  }

  acceptDeal(message: Deal): void {
    this.#assertTurn(message.trustee, this.#deals.has(message.trustee), this.#all(this.#reveals));
    this.#deals.set(message.trustee, message);
  }

  acceptCertificate({ trustee, key }: Certificate): void {
    this.#assertTurn(trustee, this.#certificates.has(trustee), this.#all(this.#deals));
    if (!key.equals(this.key)) throw new Error('certificate: another key');
    this.#certificates.add(trustee);
  }

  acceptComplaint(message: Complaint): void {
    this.#assertTurn(message.trustee, this.#certificates.has(message.trustee), this.#all(this.#deals));
    if (message.dealer === message.trustee) throw new Error('complaint: about oneself');
    this.trustee(message.dealer);
    this.#complaint = message;
  }

  /** Judges the open complaint and returns the number of the trustee at fault. The run is over then (§5.6). */
  acceptAnswer({ trustee, accuser, e }: Answer): number {
    const open = this.#complaint;
    if (!open || open.dealer !== trustee || open.trustee !== accuser)
      throw new Error('answer: to no open complaint');
    const receiver = this.trustee(accuser);
    const { R, m } = this.dealtTo(trustee, accuser);
    const shared = multiplyPublic(receiver.encryptionKey, e);
    const mask = shareMask(
      this.#election.id,
      this.number,
      trustee,
      accuser,
      receiver.encryptionKey,
      R,
      shared,
    );
    const good =
      multiplyPublic(G, e).equals(R) &&
      multiplyPublic(G, subtract(m, mask)).equals(
        evaluateCommitments(this.#reveals.get(trustee)!.commitments, accuser),
      );
    return good ? accuser : trustee;
  }

  acceptShareCheck(message: ShareCheck): void {
    const { trustee, D, proof } = message;
    this.#assertTurn(trustee, this.#shareChecks.has(trustee), this.complete);
    const X = this.verificationKey(trustee);
    const P = shareCheckPoint(this.#election.id, this.number, this.key);
    const statement = shareCheckStatement(this.#election.id, message, this.key, X, P, D);
    if (!checkEquality(X, P, D, proof, statement)) throw new Error('share check: the proof does not hold');
    this.#shareChecks.add(trustee);
  }

  acceptSeal({ trustee, key }: Seal): void {
    this.#assertTurn(trustee, this.#sealed.has(trustee), this.#all(this.#shareChecks));
    if (!key.equals(this.key)) throw new Error('seal: another key');
    this.#sealed.add(trustee);
  }

  /** Message that is due now, and the trustees that have not sent it (§5.7). */
  get awaited(): Awaited {
    if (this.#complaint) return { message: 'answer', from: [this.#complaint.dealer] };
    const rounds = [
      ['commit', this.#commits],
      ['reveal', this.#reveals],
      ['deal', this.#deals],
      ['certify', this.#certificates],
      ['share-check', this.#shareChecks],
      ['seal', this.#sealed],
    ] as const;
    const [message, sent] = rounds.find(([, round]) => !this.#all(round)) ?? rounds.at(-1)!;
    const numbers = this.trustees.map(({ number }) => number);
    return { message, from: numbers.filter((number) => !sent.has(number)) };
  }

  /**
   * Returns the kind of the message for whose lack this trustee may be declared absent (§5.7); undefined if there is
   * none. Nobody can be declared absent for a missing seal.
   */
  owedBy(trustee: number): number | undefined {
    const { message, from } = this.awaited;
    return message !== 'seal' && from.includes(trustee) ? kinds[message] : undefined;
  }

  /** Complaint that has no answer yet. */
  get openComplaint(): Complaint | undefined {
    return this.#complaint;
  }

  /** Number of trustees that have sealed. */
  get seals(): number {
    return this.#sealed.size;
  }

  /** Whether all n trustees have certified the key; K is the election key then. */
  get complete(): boolean {
    return this.#all(this.#certificates);
  }

  /** Whether the election may open with this key (§5.8). */
  get readyToOpen(): boolean {
    return this.#all(this.#shareChecks) && this.#sealed.size >= this.#election.threshold;
  }

  get isRevealed(): boolean {
    return this.#all(this.#reveals);
  }

  /** K; throws until all trustees have revealed. */
  get key(): Element {
    if (!this.isRevealed) throw new Error('ceremony: the key is not there yet');
    return this.#sumOfCoefficients(0);
  }

  /** Returns X_j, the verification key of trustee j (§5.5); it is complete once all trustees have revealed. */
  verificationKey(j: number): Element {
    return sum([...this.#reveals.values()].map(({ commitments }) => evaluateCommitments(commitments, j)));
  }

  /** Returns the commitments of `dealer`; throws if it has not revealed. */
  commitmentsOf(dealer: number): readonly Element[] {
    const reveal = this.#reveals.get(dealer);
    if (!reveal) throw new Error('ceremony: this trustee has not revealed');
    return reveal.commitments;
  }

  /** Returns the encrypted share from one trustee to another; throws if it was not dealt. */
  dealtTo(dealer: number, receiver: number): DealtShare {
    const others = this.trustees.filter(({ number }) => number !== dealer);
    const share = this.#deals.get(dealer)?.shares[others.findIndex(({ number }) => number === receiver)];
    if (!share) throw new Error('ceremony: no such share was dealt');
    return share;
  }

  /** Returns the run's trustee of that number; throws if there is none. */
  trustee(number: number): Trustee {
    const found = this.trustees.find((trustee) => trustee.number === number);
    if (!found) throw new Error('ceremony: no trustee of this run');
    return found;
  }

  #all(round: { readonly size: number }): boolean {
    return round.size === this.trustees.length;
  }

  #assertTurn(trustee: number, sent: boolean, open: boolean): void {
    this.trustee(trustee);
    if (sent) throw new Error('ceremony: this trustee has sent this message already');
    if (!open) throw new Error('ceremony: the round before is not complete');
    // An open complaint ends the run, so no other message counts (§5.6).
    if (this.#complaint) throw new Error('ceremony: a complaint is open');
  }

  #sumOfCoefficients(k: number): Element {
    return sum([...this.#reveals.values()].map(({ commitments }) => commitments[k]!));
  }
}
