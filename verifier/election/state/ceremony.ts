/** Key ceremony up to the seals (spec §5.1 to §5.5, §5.8). @module */
import { type ByteReader, ParseFailure, equalBytes, u16, u8 } from '../../crypto/bytes.ts';
import type { CheckId } from '../../findings/checks.ts';
import { type Entry, openSigned } from '../entry.ts';
import { allHold } from '../../crypto/batch.ts';
import { type Element, readElement, readScalar } from '../../crypto/group.ts';
import {
  equalityClaim,
  keyClaim,
  type KeyProof,
  readEqualityProof,
  readKeyProof,
  repeat,
} from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { challenge, derivedPoint, hash, concatElements } from '../../crypto/transcript.ts';
import { type Context, lazily, reportFirstFault } from './context.ts';
import { type OwedMessage, Run, type Turn } from './run.ts';

/** Run and sender of a ceremony message, with which the body of each message starts. */
export interface Sender {
  readonly run: number;
  readonly trustee: number;
}

export function readSender(reader: ByteReader): Sender {
  return { run: reader.u16(), trustee: reader.u8() };
}

/**
 * Reason for excluding a trustee: at fault in a complaint (§5.6), or declared absent by the authority because of
 * the message that it owed (§5.7).
 */
export type Exclusion =
  | { readonly cause: 'complaint' }
  | { readonly cause: 'absence'; readonly owed: OwedMessage };

export class Ceremony {
  readonly #context: Context;
  /** Excluded trustees, in the order of exclusion. */
  readonly excluded = new Map<number, Exclusion>();
  #run: Run | undefined;
  #runs = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Current run. Undefined before the first clock mark, and when too few candidates remain. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Starts run 1, at the first valid clock mark. */
  startFirstRun(clock: bigint): void {
    if (this.#runs === 0) this.#next(clock);
  }

  exclude(trustee: number, why: Exclusion, clock: bigint): void {
    this.excluded.set(trustee, why);
    this.#next(clock);
  }

  judgeCommit(entry: Entry): void {
    const read = (r: ByteReader): Sender & { hash: Uint8Array } => ({
      ...readSender(r),
      hash: r.take(32).slice(),
    });
    const message = this.#open(entry, '3.1', 'commit', read);
    if (message) message.run.commitments.set(message.trustee, message.body.hash);
  }

  judgeReveal(entry: Entry): void {
    const message = this.#open(entry, '3.1', 'reveal', (r) => ({
      ...readSender(r),
      C: repeat(this.#context.election.threshold, () => readElement(r)),
      proof: readKeyProof(r),
    }));
    if (!message) return;
    const { run, trustee, place, body } = message;
    this.#context.findings.count('3.2');
    if (reportFirstFault(this.#context, '3.2', place, this.#revealFaults(run, trustee, body.C, body.proof)))
      return;
    run.polynomials.set(trustee, body.C);
  }

  judgeDeal(entry: Entry): void {
    const message = this.#open(entry, '3.1', 'deal', (r) => ({
      ...readSender(r),
      shares: repeat(this.#context.election.trusteeCount - 1, () => ({
        R: readElement(r),
        m: readScalar(r),
      })),
    }));
    if (!message) return;
    const { run, trustee, body } = message;
    const receivers = run.trustees.filter((other) => other !== trustee);
    run.deals.set(trustee, new Map(receivers.map((receiver, i) => [receiver, body.shares[i]!])));
  }

  judgeCertificate(entry: Entry): void {
    const read = (r: ByteReader): Sender & { K: Element } => ({ ...readSender(r), K: readElement(r) });
    const message = this.#open(entry, '3.1', 'certificate', read, (run, { K }) => otherKey(run, K));
    if (message) message.run.certified.add(message.trustee);
  }

  /** Judges a share check (§5.8). */
  judgeShareCheck(entry: Entry): void {
    const message = this.#open(entry, '3.4', 'shareCheck', (r) => ({
      ...readSender(r),
      D: readElement(r),
      proof: readEqualityProof(r),
    }));
    if (!message) return;
    const { run, trustee, place, body } = message;
    const { id } = this.#context.election;
    const K = run.key();
    const X = run.verificationKey(trustee);
    const P = derivedPoint('share-check-point/v1', id, u16(run.number), K.bytes);
    const { D, proof } = body;
    const parts = [K, X, P, D, proof.A, proof.B].map((element) => element.bytes);
    const c = challenge('share-check/v1', id, u16(run.number), u8(trustee), ...parts);
    const proven = allHold([equalityClaim(proof, c, { X, P, D })]);
    if (reportFirstFault(this.#context, '3.4', place, [!proven && sentences.badProof()])) return;
    run.shareChecked.add(trustee);
  }

  judgeSeal(entry: Entry): void {
    const read = (r: ByteReader): Sender & { K: Element } => ({ ...readSender(r), K: readElement(r) });
    const message = this.#open(entry, '2.4', 'seal', read, (run, { K }) => otherKey(run, K));
    if (message) message.run.sealed.add(message.trustee);
  }

  /**
   * Parses a message of the current run. Requires that the sender is a trustee of the run, that its message is
   * due, and that it is signed. Otherwise adds a finding and returns undefined. `more` returns a further fault.
   */
  #open<T extends Sender>(
    { index, bytes }: Entry,
    check: CheckId,
    turn: Turn,
    read: (reader: ByteReader) => T,
    more: (run: Run, body: T) => Sentence | false = () => false,
  ): { run: Run; trustee: number; place: { entry: number; trustee: number }; body: T } | undefined {
    const { election, findings } = this.#context;
    findings.count(check);
    const opened = openSigned(election, bytes, read);
    if (opened instanceof ParseFailure) {
      findings.add(check, { entry: index }, opened.says);
      return undefined;
    }
    const { body, signedBy } = opened;
    const { trustee } = body;
    const place = { entry: index, trustee };
    const run = this.#run;
    if (run?.number !== body.run) {
      findings.add(check, place, sentences.wrongRun(body.run, run?.number));
      return undefined;
    }
    const key = election.trustees.get(trustee)?.signingKey;
    const isFaulty = reportFirstFault(
      this.#context,
      check,
      place,
      lazily(
        () => (!key || !run.trustees.includes(trustee)) && sentences.notInRun(trustee),
        () => run.hasSent(trustee, turn) && sentences.alreadySent(),
        () => run.turn !== turn && sentences.wrongTurn(),
        () => more(run, body),
        () => !(key && signedBy(key)) && sentences.badSignature(),
      ),
    );
    return isFaulty ? undefined : { run, trustee, place, body };
  }

  /** Yields the faults of a reveal (§5.3). */
  *#revealFaults(run: Run, trustee: number, C: readonly Element[], proof: KeyProof): Generator<Sentence> {
    const statement = [this.#context.election.id, u16(run.number), u8(trustee), concatElements(C)];
    const committed = run.commitments.get(trustee);
    if (!committed || !equalBytes(hash('ceremony-commit/v1', ...statement), committed))
      yield sentences.wrongCommitment();
    const c = challenge('ceremony-reveal/v1', ...statement, proof.R.bytes);
    if (!allHold([keyClaim(proof, c, C[0]!)])) yield sentences.badProof();
    if (run.polynomials.size + 1 < run.trustees.length) return;
    const cancels = [0, C.length - 1].some((k) => run.sumOfCoefficients(k).plus(C[k]!).isIdentity);
    if (cancels) yield sentences.cancellingSum();
  }

  /**
   * Starts a run with the first n candidates that are not excluded, in order. If there are fewer, the ceremony
   * has failed.
   */
  #next(clock: bigint): void {
    const { trustees, trusteeCount } = this.#context.election;
    const remaining = [...trustees.keys()]
      .filter((trustee) => !this.excluded.has(trustee))
      .slice(0, trusteeCount);
    this.#runs += 1;
    this.#run = remaining.length < trusteeCount ? undefined : new Run(this.#runs, remaining, clock);
  }
}

function otherKey(run: Run, K: Element): Sentence | false {
  return !K.equals(run.key()) && sentences.wrongKey();
}
