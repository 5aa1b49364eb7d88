/** The key ceremony up to the seals (spec §5.1 to §5.5, §5.8). @module */
import { type Reader, Refusal, same, u16, u8 } from '../../crypto/bytes.ts';
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
  times,
} from '../../crypto/proofs.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { challenge, derivedPoint, hash, together } from '../../crypto/transcript.ts';
import { type Context, refuse } from './context.ts';
import { Run, type Turn } from './run.ts';

/** Body of each message: who sends it, in which run. */
export interface Sender {
  readonly run: number;
  readonly trustee: number;
}

export function readSender(reader: Reader): Sender {
  return { run: reader.u16(), trustee: reader.u8() };
}

/** Why a trustee was excluded: to blame in a complaint (§5.6), or declared absent by the authority (§5.7). */
export type Exclusion = 'complaint' | 'absence';

export class Ceremony {
  readonly #context: Context;
  /** By trustee, in the order in which they were. */
  readonly excluded = new Map<number, Exclusion>();
  #run: Run | undefined;
  #runs = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** None before the first clock mark, and when too few candidates remain. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Run 1 starts with the first valid clock mark. */
  start(clock: bigint): void {
    if (this.#runs === 0) this.#next(clock);
  }

  exclude(trustee: number, cause: Exclusion, clock: bigint): void {
    this.excluded.set(trustee, cause);
    this.#next(clock);
  }

  commit(entry: Entry): void {
    const read = (r: Reader): Sender & { hash: Uint8Array } => ({
      ...readSender(r),
      hash: r.take(32).slice(),
    });
    const message = this.#open(entry, '3.1', 'commit', read);
    if (message) message.run.commitments.set(message.trustee, message.body.hash);
  }

  reveal(entry: Entry): void {
    const message = this.#open(entry, '3.1', 'reveal', (r) => ({
      ...readSender(r),
      C: times(this.#context.election.threshold, () => readElement(r)),
      proof: readKeyProof(r),
    }));
    if (!message) return;
    const { run, trustee, place, body } = message;
    this.#context.findings.count('3.2');
    if (refuse(this.#context, '3.2', place, this.#revealFaults(run, trustee, body.C, body.proof))) return;
    run.polynomials.set(trustee, body.C);
  }

  deal(entry: Entry): void {
    const message = this.#open(entry, '3.1', 'deal', (r) => ({
      ...readSender(r),
      shares: times(this.#context.election.count - 1, () => ({ R: readElement(r), m: readScalar(r) })),
    }));
    if (!message) return;
    const { run, trustee, body } = message;
    const receivers = run.trustees.filter((other) => other !== trustee);
    run.deals.set(trustee, new Map(receivers.map((receiver, i) => [receiver, body.shares[i]!])));
  }

  certify(entry: Entry): void {
    const read = (r: Reader): Sender & { K: Element } => ({ ...readSender(r), K: readElement(r) });
    const message = this.#open(entry, '3.1', 'certify', read, (run, { K }) => otherKey(run, K));
    if (message) message.run.certified.add(message.trustee);
  }

  /** §5.8 */
  shareCheck(entry: Entry): void {
    const message = this.#open(entry, '3.4', 'share check', (r) => ({
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
    if (refuse(this.#context, '3.4', place, [!proven && say.badProof()])) return;
    run.shareChecked.add(trustee);
  }

  seal(entry: Entry): void {
    const read = (r: Reader): Sender & { K: Element } => ({ ...readSender(r), K: readElement(r) });
    const message = this.#open(entry, '2.4', 'seal', read, (run, { K }) => otherKey(run, K));
    if (message) message.run.sealed.add(message.trustee);
  }

  /** A message of the current run, by a trustee of it whose turn it is, with its signature; or a finding. */
  #open<T extends Sender>(
    { index, bytes }: Entry,
    check: CheckId,
    turn: Turn,
    read: (reader: Reader) => T,
    more: (run: Run, body: T) => Sentence | false = () => false,
  ): { run: Run; trustee: number; place: { entry: number; trustee: number }; body: T } | undefined {
    const { election, findings } = this.#context;
    findings.count(check);
    const opened = openSigned(election, bytes, read);
    if (opened instanceof Refusal) {
      findings.add(check, { entry: index }, opened.says);
      return undefined;
    }
    const { body, signedBy } = opened;
    const { trustee } = body;
    const place = { entry: index, trustee };
    const run = this.#run;
    if (run?.number !== body.run) {
      findings.add(check, place, say.otherRun(body.run, run?.number));
      return undefined;
    }
    const key = election.trustees.get(trustee)?.signingKey;
    const refused = refuse(
      this.#context,
      check,
      place,
      lazily(
        () => (!key || !run.trustees.includes(trustee)) && say.notInRun(trustee),
        () => run.hasSent(trustee, turn) && say.alreadySent(),
        () => run.turn !== turn && say.notItsTurn(),
        () => more(run, body),
        () => !(key && signedBy(key)) && say.badSignature(),
      ),
    );
    return refused ? undefined : { run, trustee, place, body };
  }

  /** §5.3 */
  *#revealFaults(run: Run, trustee: number, C: readonly Element[], proof: KeyProof): Generator<Sentence> {
    const statement = [this.#context.election.id, u16(run.number), u8(trustee), together(C)];
    const committed = run.commitments.get(trustee);
    if (!committed || !same(hash('ceremony-commit/v1', ...statement), committed)) yield say.otherCommitment();
    const c = challenge('ceremony-reveal/v1', ...statement, proof.R.bytes);
    if (!allHold([keyClaim(proof, c, C[0]!)])) yield say.badProof();
    if (run.polynomials.size + 1 < run.trustees.length) return;
    const cancels = [0, C.length - 1].some((k) => run.sumOfCoefficients(k).plus(C[k]!).isIdentity);
    if (cancels) yield say.cancellingSum();
  }

  /** The first n candidates that are not excluded, in order; fewer, and the ceremony has failed. */
  #next(clock: bigint): void {
    const { trustees, count } = this.#context.election;
    const remaining = [...trustees.keys()].filter((trustee) => !this.excluded.has(trustee)).slice(0, count);
    this.#runs += 1;
    this.#run = remaining.length < count ? undefined : new Run(this.#runs, remaining, clock);
  }
}

function otherKey(run: Run, K: Element): Sentence | false {
  return !K.equals(run.key()) && say.otherKey();
}

/** Each fault is looked for only if there was none before it. */
export function* lazily(
  ...faults: readonly (() => Sentence | false | undefined)[]
): Generator<Sentence | false | undefined> {
  for (const fault of faults) yield fault();
}
