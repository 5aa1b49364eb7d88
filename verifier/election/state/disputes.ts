/** Complaints, answers and absences in the key ceremony (spec §5.6, §5.7). @module */
import { type ByteReader, ParseFailure, u16, u8 } from '../../crypto/bytes.ts';
import { openAct } from '../acts/act.ts';
import { type Entry, type Message, openSigned } from '../entry.ts';
import { kinds } from '../kinds.ts';
import { decodeScalar, G, mod, readScalar, type Scalar } from '../../crypto/group.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { challenge } from '../../crypto/transcript.ts';
import { type Ceremony, readSender, type Sender } from './ceremony.ts';
import { type Context, lazily, reportFirstFault } from './context.ts';
import { evaluate, type Run } from './run.ts';

export class Disputes {
  readonly #context: Context;
  readonly #ceremony: Ceremony;

  constructor(context: Context, ceremony: Ceremony) {
    this.#context = context;
    this.#ceremony = ceremony;
  }

  judgeComplaint(entry: Entry): void {
    const read = (r: ByteReader): Sender & { dealer: number } => ({ ...readSender(r), dealer: r.u8() });
    const message = this.#open(entry, this.#fromTrustee(entry, read), (run, { trustee, dealer }) => [
      () => (dealer === trustee || !run.trustees.includes(dealer)) && sentences.notInRun(dealer),
      () => (run.turn !== 'certificate' || run.certified.has(trustee)) && sentences.wrongTurn(),
    ]);
    if (!message) return;
    const { trustee: accuser, dealer } = message.body;
    message.run.complaint = { accuser, dealer };
  }

  /** Judges an answer. Excludes the accuser or the dealer, whichever is at fault, which ends the run. */
  judgeAnswer(entry: Entry, clock: bigint): void {
    const read = (r: ByteReader): Sender & { accuser: number; e: Scalar } => ({
      ...readSender(r),
      accuser: r.u8(),
      e: readScalar(r),
    });
    const message = this.#open(entry, this.#fromTrustee(entry, read), (run, { trustee, accuser }) => [
      () => (run.complaint?.dealer !== trustee || run.complaint.accuser !== accuser) && sentences.wrongTurn(),
    ]);
    if (!message) return;
    const { run, body } = message;
    const blamed = this.#dealtWell(run, body) ? body.accuser : body.trustee;
    this.#ceremony.exclude(blamed, { cause: 'complaint' }, clock);
  }

  judgeAbsence(entry: Entry, clock: bigint): void {
    const { election } = this.#context;
    const read = (r: ByteReader): Sender & { owed: number } => ({ ...readSender(r), owed: r.u8() });
    const message = this.#open(entry, openAct(election, entry.bytes, read), (run, { trustee, owed }) => [
      () => notOwed(run, trustee, owed),
      () =>
        clock - run.dueSince < BigInt(election.manifest.silenceSeconds) && sentences.notSilentLongEnough(),
    ]);
    const owed = message?.run.owedBy(message.body.trustee);
    if (message && owed) this.#ceremony.exclude(message.body.trustee, { cause: 'absence', owed }, clock);
  }

  /** Tells whether the share that a dealer opened is right: R = e G, and s = f(a) for the dealer's polynomial f. */
  #dealtWell(run: Run, { trustee: dealer, accuser, e }: Sender & { accuser: number; e: Scalar }): boolean {
    const { id, trustees } = this.#context.election;
    const { R, m } = run.deals.get(dealer)!.get(accuser)!;
    if (!G.times(e).equals(R)) return false;
    const PK = trustees.get(accuser)!.encryptionKey;
    const mask = decodeScalar(
      challenge(
        'ceremony-share/v1',
        id,
        u16(run.number),
        u8(dealer),
        u8(accuser),
        PK.bytes,
        R.bytes,
        PK.times(e).bytes,
      ),
    );
    return G.times(mod(m - mask)).equals(evaluate(run.polynomials.get(dealer)!, accuser));
  }

  /** Parses a message that the trustee whom it names must have signed. */
  #fromTrustee<T extends Sender>(
    { bytes }: Entry,
    read: (reader: ByteReader) => T,
  ): Message<T> | ParseFailure {
    const { election } = this.#context;
    const opened = openSigned(election, bytes, read);
    if (opened instanceof ParseFailure) return opened;
    const { body, signedBy } = opened;
    const key = election.trustees.get(body.trustee)?.signingKey;
    return { body, signatureFault: () => !(key && signedBy(key)) && sentences.badSignature() };
  }

  /**
   * Checks run, sender, turn and signature of a message. If there is a fault, adds a finding and returns undefined.
   * `turn` returns the checks of the turn and of what the message says.
   */
  #open<T extends Sender>(
    { index }: Entry,
    opened: Message<T> | ParseFailure,
    turn: (run: Run, body: T) => readonly (() => Sentence | false)[],
  ): { run: Run; body: T } | undefined {
    const { findings } = this.#context;
    findings.count('3.3');
    if (opened instanceof ParseFailure) {
      findings.add('3.3', { entry: index }, opened.says);
      return undefined;
    }
    const { body, signatureFault } = opened;
    const { trustee } = body;
    const place = { entry: index, trustee };
    const { run } = this.#ceremony;
    if (run?.number !== body.run) {
      findings.add('3.3', place, sentences.wrongRun(body.run, run?.number));
      return undefined;
    }
    const isFaulty = reportFirstFault(
      this.#context,
      '3.3',
      place,
      lazily(
        () => !run.trustees.includes(trustee) && sentences.notInRun(trustee),
        ...turn(run, body),
        signatureFault,
      ),
    );
    return isFaulty ? undefined : { run, body };
  }
}

function notOwed(run: Run, trustee: number, owed: number): Sentence | false {
  const own = run.owedBy(trustee);
  if (!own) return sentences.owesNothing(trustee);
  return kinds[own].byte !== owed && sentences.owesOther(trustee);
}
