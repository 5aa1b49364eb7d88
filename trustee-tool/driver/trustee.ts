/**
 * Driver of one trustee: visits the board, verifies all of it, and takes the step that is due. Seed, share and message
 * are saved before they are used, so after an interruption it continues with the same secrets and the same message.
 * @module
 */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import { ceremonyHeadOf } from '#crypto/ceremony/messages.ts';
import { encodeElement } from '#crypto/group.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { matchesBlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { TokenError } from '#hsm/errors.ts';
import type { Step } from '../certificates/act.ts';
import { draftAct } from './draft.ts';
import { BoardRecord } from '../board/board-record.ts';
import { Mirror, type Progress } from '../board/mirror.ts';
import { recomputeTally } from '../board/recompute.ts';
import { decodeMessage, encodeMessage } from '#crypto/entry/message.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { TrusteeFolder } from '../shared/folder.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { runStep } from '../step/run-step.ts';
import { bytesFrom, type ResultOf, type RunPlace, type RunWork } from '../step/messages.ts';
import { turnOf } from './turn.ts';
import type { Visit } from './visit.ts';

/** Callback for progress: downloading, verifying ballots, adding them up. */
export type OnProgress = (phase: 'fetch' | 'verify' | 'add', done: number, of: number) => void;

export class Trustee {
  readonly folder: TrusteeFolder;
  readonly election: Election;
  /** Position in the manifest's list of candidates, from 1. */
  readonly number: number;
  readonly #exchange: Exchange;
  readonly #pin: () => Promise<string>;
  readonly #onProgress: OnProgress;
  readonly #mirror: Mirror;
  /** Record as read since the program started. */
  #record: BoardRecord;

  /** Throws `not-a-trustee` if the manifest does not name the keys of this folder. */
  constructor(
    folder: TrusteeFolder,
    election: Election,
    exchange: Exchange,
    pin: () => Promise<string>,
    watch: OnProgress = () => undefined,
  ) {
    this.folder = folder;
    this.election = election;
    this.number = trusteeNumber(election, folder.settings);
    this.#exchange = exchange;
    this.#pin = pin;
    this.#onProgress = watch;
    this.#mirror = new Mirror(folder.mirror);
    this.#record = new BoardRecord(election, this.#mirror);
  }

  /** Updates and verifies the mirror, and finds out whose turn it is. Throws a TrusteeProblem if anything is wrong. */
  async visit(): Promise<Visit> {
    const policy = checkpointPolicy(this.election);
    const { lastCheckpoint: seen } = this.folder;
    const { checkpoint, note } = await this.#mirror.refresh(this.#exchange.source, {
      policy,
      seen: seen && orProblem('board-signature', () => openCheckpoint(seen, policy)),
      progress: this.#progress('fetch'),
    });
    const record = await this.#readTo(checkpoint.size);
    this.folder.saveCheckpoint(note);
    this.#assertOwnMessages(record);
    return { checkpoint, record, turn: turnOf(record, this.number) };
  }

  async #readTo(size: number): Promise<BoardRecord> {
    const record = this.#record;
    // If the reading fails, the next visit starts with an empty record.
    this.#record = new BoardRecord(this.election, this.#mirror);
    await record.read(size, this.#progress('verify'));
    return (this.#record = record);
  }

  /** Takes a step that is due: makes and saves its message unless that was done before, delivers it and returns it. */
  async takeStep(step: Step, visit: Visit): Promise<Uint8Array> {
    const name = nameOf(step, runOf(visit));
    if (!this.folder.savedMessage(name)) await this.#make(step, name, visit);
    const message = this.folder.savedMessage(name)!;
    await this.#exchange.deliver(`trustee-${this.number}-${name}`, message);
    return message;
  }

  /**
   * Makes the message of a step and saves its results; the message last, because after it no other message is made for
   * the step.
   */
  async #make(step: Step, name: string, visit: Visit): Promise<void> {
    const { folder } = this;
    const run = runOf(visit);
    const tally = step === 'decrypt' ? await this.#tallyOf(visit) : undefined;
    const result = await this.#run(await this.#workOf(step, visit, tally));
    if (!result.act) throw new TokenError('program', 'a step without an act');
    if (result.kind === 'commit') folder.saveSeed(run, bytesFrom(result.seed));
    if (result.kind === 'certify' && result.share)
      folder.saveShare(run, bytesFrom(result.share.sealed), bytesFrom(result.share.context));
    folder.saveAct(name, bytesFrom(result.act.bytes), bytesFrom(result.act.signature));
    const blob = result.kind === 'decrypt' ? bytesFrom(result.blob) : undefined;
    folder.saveMessage(name, encodeMessage(bytesFrom(result.entry), blob));
  }

  async #workOf(step: Step, visit: Visit, tally: Uint8Array | undefined): Promise<RunWork> {
    const act = await draftAct(step, this.number, visit, tally);
    const place = { ...this.#placeOf(visit.record), act };
    const run = runOf(visit);
    switch (step) {
      case 'commit': {
        const kept = this.folder.seedOf(run);
        return { ...place, kind: step, ...(kept && { seed: toHex(kept) }) };
      }
      case 'reveal':
      case 'deal':
      case 'answer':
        return { ...place, kind: step, seed: this.#seedOf(run) };
      case 'certify': {
        const encryption = toHex(this.folder.sealedEncryption);
        return { ...place, kind: step, seed: this.#seedOf(run), encryption };
      }
      case 'share-check':
        return { ...place, kind: step, share: this.#shareOf(run) };
      case 'seal':
        return { ...place, kind: step };
      default:
        return { ...place, kind: step, share: this.#shareOf(run), tally: toHex(tally!) };
    }
  }

  /** Returns the encrypted seed, which is drawn once for each run with the first message of the run. */
  #seedOf(run: number): string {
    const seed = this.folder.seedOf(run);
    if (!seed) throw new TrusteeProblem('secrets-missing');
    return toHex(seed);
  }

  #shareOf(run: number): string {
    const share = this.folder.shareOf(run);
    if (!share) throw new TrusteeProblem('secrets-missing');
    return toHex(share);
  }

  async #run(work: RunWork): Promise<ResultOf<RunWork['kind']>> {
    const { token, key } = this.folder.settings;
    return runStep({ token, key, work }, await this.#pin());
  }

  /**
   * Returns the tally to decrypt. Throws if voting is not over, if the tally is not the sum of the mirror's ballots, or
   * if this trustee is bound to another tally (spec §9.5).
   */
  async #tallyOf({ checkpoint, record }: Visit): Promise<Uint8Array> {
    const { state } = record;
    const witnessed = (checkpoint.witnessedTime ?? Infinity) + MAX_WITNESS_LAG_SECONDS;
    if (Math.min(Date.now() / 1000, witnessed) < state.graceEnds) throw new TrusteeProblem('too-early');
    const ref = state.tally!;
    const own = await recomputeTally(record, this.#mirror, this.#progress('add'));
    const asked = await record.blobOf(ref).catch(() => undefined);
    if (!asked || !equalBytes(asked, own)) throw new TrusteeProblem('tally-wrong', toHex(ref.hash));
    if (!this.folder.claimTally(ref.hash)) throw new TrusteeProblem('tally-second', toHex(ref.hash));
    return own;
  }

  #placeOf({ startedAt, ceremony }: BoardRecord): RunPlace {
    return {
      manifest: toHex(this.election.bytes),
      trustee: this.number,
      startedAt,
      ceremony: ceremony.map(({ clock, entry }) => ({ clock, entry: toHex(entry) })),
    };
  }

  /** Throws unless every message on the board in this trustee's name is the one saved in this folder. */
  #assertOwnMessages({ ceremony, state }: BoardRecord): void {
    for (const { entry } of ceremony) {
      const step = stepOf.get(entry[0]!);
      const head = ceremonyHeadOf(entry);
      if (!step || head?.trustee !== this.number) continue;
      const { run } = head;
      const said = this.folder.savedMessage(nameOf(step, run));
      if (said && equalBytes(said, encodeMessage(entry))) continue;
      throw new TrusteeProblem(this.folder.seedOf(run) ? 'said-otherwise' : 'secrets-missing');
    }
    const share = state.shares.get(this.number);
    const said = share && this.folder.savedMessage(nameOf('decrypt', 0));
    if (share && !(said && matchesBlobRef(share, decodeMessage(said).blob)))
      throw new TrusteeProblem('said-otherwise', toHex(share.hash));
  }

  #progress(phase: Parameters<OnProgress>[0]): Progress {
    return (done, of) => this.#onProgress(phase, done, of);
  }
}

/** Seconds by which a witness's clock may be behind (spec §8.6). */
const MAX_WITNESS_LAG_SECONDS = 300;

/** Returns the number that the manifest gives to these keys; throws `not-a-trustee` if it does not name them. */
export function trusteeNumber(
  { trustees }: Election,
  { signingKey, encryptionKey }: TrusteeFolder['settings'],
): number {
  const own = trustees.find(
    (trustee) =>
      toHex(trustee.signingKey) === signingKey &&
      toHex(encodeElement(trustee.encryptionKey)) === encryptionKey,
  );
  if (!own) throw new TrusteeProblem('not-a-trustee');
  return own.number;
}

const runOf = ({ record }: Visit): number => record.state.run.number;

/** Returns the name of a step's files. That of the count has no run, because there is only one count. */
const nameOf = (step: Step, run: number): string => (step === 'decrypt' ? 'count' : `run-${run}-${step}`);

/**
 * Steps of a trustee by kind of entry. A complaint takes the place of a certificate. An absence is missing here,
 * because the authority declares it.
 */
const stepOf = new Map<number, Step>([
  [Kind.commit, 'commit'],
  [Kind.reveal, 'reveal'],
  [Kind.deal, 'deal'],
  [Kind.certify, 'certify'],
  [Kind.complain, 'certify'],
  [Kind.answer, 'answer'],
  [Kind.shareCheck, 'share-check'],
  [Kind.seal, 'seal'],
]);
