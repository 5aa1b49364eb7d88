/** Complaints, answers and absences in the key ceremony (spec §5.6, §5.7). @module */
import { type ByteReader, ParseFailure, u16, u8 } from '../../crypto/bytes.ts';
import { type Entry, openSigned } from '../entry.ts';
import { decodeScalar, G, mod, readScalar, type Scalar } from '../../crypto/group.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { challenge } from '../../crypto/transcript.ts';
import { type Ceremony, lazily, readSender, type Sender } from './ceremony.ts';
import { type Context, reportFirstFault } from './context.ts';
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
    const message = this.#open(entry, read, (run, { trustee, dealer }) => [
      () => (dealer === trustee || !run.trustees.includes(dealer)) && sentences.notInRun(dealer),
      () => (run.turn !== 'certify' || run.certified.has(trustee)) && sentences.wrongTurn(),
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
    const message = this.#open(entry, read, (run, { trustee, accuser }) => [
      () => (run.complaint?.dealer !== trustee || run.complaint.accuser !== accuser) && sentences.wrongTurn(),
    ]);
    if (!message) return;
    const { run, body } = message;
    const blamed = this.#dealtWell(run, body) ? body.accuser : body.trustee;
    this.#ceremony.exclude(blamed, 'complaint', clock);
  }

  judgeAbsence(entry: Entry, clock: bigint): void {
    const { silenceSeconds } = this.#context.election.manifest;
    const message = this.#open(
      entry,
      readSender,
      (run, { trustee }) => [
        () => !run.owes(trustee) && sentences.owesNothing(trustee),
        () => clock - run.dueSince < BigInt(silenceSeconds) && sentences.notSilentLongEnough(),
      ],
      this.#context.election.authority,
    );
    if (message) this.#ceremony.exclude(message.body.trustee, 'absence', clock);
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

  /**
   * Parses a message and checks its run, sender, turn and signature. Otherwise adds a finding and returns
   * undefined. `turn` returns the checks of the turn. `signer`: key instead of that of the trustee.
   */
  #open<T extends Sender>(
    { index, bytes }: Entry,
    read: (reader: ByteReader) => T,
    turn: (run: Run, body: T) => readonly (() => Sentence | false)[],
    signer?: Uint8Array,
  ): { run: Run; body: T } | undefined {
    const { election, findings } = this.#context;
    findings.count('3.3');
    const opened = openSigned(election, bytes, read);
    if (opened instanceof ParseFailure) {
      findings.add('3.3', { entry: index }, opened.says);
      return undefined;
    }
    const { body, signedBy } = opened;
    const { trustee } = body;
    const place = { entry: index, trustee };
    const { run } = this.#ceremony;
    if (run?.number !== body.run) {
      findings.add('3.3', place, sentences.wrongRun(body.run, run?.number));
      return undefined;
    }
    const key = signer ?? election.trustees.get(trustee)?.signingKey;
    const isFaulty = reportFirstFault(
      this.#context,
      '3.3',
      place,
      lazily(
        () => !run.trustees.includes(trustee) && sentences.notInRun(trustee),
        ...turn(run, body),
        () => !(key && signedBy(key)) && sentences.badSignature(),
      ),
    );
    return isFaulty ? undefined : { run, body };
  }
}
