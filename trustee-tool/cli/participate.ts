/**
 * Guided part of a trustee: the program visits the board, and explains and takes the step that is due, until nothing is
 * left to do.
 * @module
 */

import { setTimeout as wait } from 'node:timers/promises';
import { toHex } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Step } from '../certificates/act.ts';
import { writeActPdfs } from '../certificates/write-pdfs.ts';
import { manifestOnBoard } from '../board/manifest.ts';
import { Trustee, trusteeNumber } from '../driver/trustee.ts';
import type { Awaiting } from '../driver/turn.ts';
import type { Visit } from '../driver/visit.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { TrusteeFolder } from '../shared/folder.ts';
import { TrusteeProblem, type ProblemCode } from '../shared/problems.ts';
import { catalogue, type Language, type Words } from '../shared/words.ts';
import type { Dialogue } from './dialogue.ts';
import { Presenter } from './present.ts';

export interface ParticipateOptions {
  readonly folder: TrusteeFolder;
  readonly exchange: Exchange;
  readonly dialogue: Dialogue;
  readonly lang: Language;
  readonly pin: () => Promise<string>;
  /**
   * Hash of the manifest (E) from the printed act. If it is given, the trustee is not asked to compare the manifest.
   */
  readonly manifestHash?: string | undefined;
  /** Whether to wait until others have acted. */
  readonly waits: boolean;
  /** Milliseconds between two visits. */
  readonly interval?: number;
  /** Called with each message that was delivered. */
  readonly onDelivered?: (step: Step, message: Uint8Array) => Promise<void>;
}

/** Problems that may be over at the next visit, for example because a cache is a second behind. */
const PASSING: readonly ProblemCode[] = ['network', 'board-missing', 'board-old'];

/** Reason for the end: nothing is left to do for now, or others have to act first. */
export type Ending = 'done' | 'waiting';

/** Guides the trustee until nothing is left to do for now. Rejects with a TrusteeProblem or a TokenError. */
export async function participate(options: ParticipateOptions): Promise<Ending> {
  const { folder, dialogue, lang } = options;
  const presenter = new Presenter(dialogue, catalogue[lang], lang);
  const election = folder.election ?? (await adoptManifest(options, presenter));
  assertManifestHash(election, options.manifestHash);
  return new Participation(options, election, presenter).run();
}

/** Last message to the trustee, which is not repeated while nothing changes. */
type Shown =
  | { readonly kind: 'problem'; readonly code: ProblemCode }
  /** `state`: turn and number of void entries, as JSON. */
  | { readonly kind: 'visit'; readonly state: string };

class Participation {
  readonly #options: ParticipateOptions;
  readonly #election: Election;
  readonly #presenter: Presenter;
  readonly #words: Words;
  readonly #trustee: Trustee;
  #shown: Shown | undefined;
  /** Name of the last step whose message was made. */
  #lastStep: string | undefined;
  /**
   * Whether the board has refused the message of the last step. The first refusal may pass, because a message of
   * another trustee may have come first.
   */
  #refused = false;
  /** Shows the progress of the work in progress. */
  #report: (text: string) => void = () => undefined;

  constructor(options: ParticipateOptions, election: Election, presenter: Presenter) {
    const { folder, exchange, pin, lang } = options;
    this.#options = options;
    this.#election = election;
    this.#presenter = presenter;
    this.#words = catalogue[lang];
    this.#trustee = new Trustee(folder, election, exchange, pin, (phase, done, of) =>
      this.#report(`${this.#words[phase]} ${done}/${of}`),
    );
  }

  async run(): Promise<Ending> {
    const { interval = 2000 } = this.#options;
    for (;;) {
      const visit = await this.#retryLater(() => this.#visit());
      const ending = visit && (await this.#respond(visit));
      if (ending) return ending;
      const isNewStep = visit && 'step' in visit.turn && nameOf(visit.turn.step, visit) !== this.#lastStep;
      if (!isNewStep) await wait(interval);
    }
  }

  /** Visits the board. The first visit may be long, so its progress is shown. */
  #visit(): Promise<Visit> {
    return this.#shown
      ? this.#trustee.visit()
      : this.#during(this.#words.verify, () => this.#trustee.visit());
  }

  #during<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.#options.dialogue.withProgress(what, (progress) => {
      this.#report = progress;
      return work();
    });
  }

  /**
   * Runs `work`. If the program waits, returns undefined after a problem that may pass, such as a server that does not
   * answer or a medium that is being written. Such a problem is shown once.
   */
  async #retryLater<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { waits, dialogue, lang } = this.#options;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TrusteeProblem) || !waits) throw error;
      const { code } = error;
      const passes = PASSING.includes(code) || (code === 'refused' && !this.#refused);
      if (!passes) throw error;
      this.#refused ||= code === 'refused';
      const isShown = this.#shown?.kind === 'problem' && this.#shown.code === code;
      if (!isShown) dialogue.info(error.says[lang]);
      this.#shown = { kind: 'problem', code };
      return undefined;
    }
  }

  /** Takes the step that is due, or shows who has to act. Returns how the program ends, or undefined to visit again. */
  async #respond(visit: Visit): Promise<Ending | undefined> {
    const { turn, record } = visit;
    const state = JSON.stringify([turn, record.voids.length]);
    const isShown = this.#shown?.kind === 'visit' && this.#shown.state === state;
    this.#shown = { kind: 'visit', state };
    if ('step' in turn) {
      const isRepeated = nameOf(turn.step, visit) === this.#lastStep;
      return isRepeated ? this.#deliverAgain(turn.step, visit) : this.#takeStep(turn.step, visit);
    }
    if (!isShown) this.#presenter.visit(visit);
    if ('finished' in turn) {
      this.#options.dialogue.info(this.#words.awaiting.finished);
      return 'done';
    }
    if (!isShown) this.#presenter.awaiting(turn.awaiting, this.#election);
    return isPause(turn.awaiting) ? 'done' : this.#waitOrEnd();
  }

  /** Explains the step, asks for agreement and PIN, takes it, and prints its act. */
  async #takeStep(due: Step, visit: Visit): Promise<Ending | undefined> {
    const { dialogue, pin, folder, exchange, lang, onDelivered } = this.#options;
    const words = this.#words;
    this.#presenter.visit(visit);
    this.#presenter.step(due, visit);
    if (due === 'seal' || due === 'decrypt')
      await dialogue.confirmTyping(words.asksTyped(words.typed[due]), words.typed[due]);
    else await dialogue.confirm(words.asksStep);
    await pin(); // asked for before anything moves on the screen
    this.#lastStep = nameOf(due, visit);
    this.#refused = false;
    const message = await this.#retryLater(() =>
      this.#during(words.working, () => this.#trustee.takeStep(due, visit)),
    );
    for (const path of await writeActPdfs(folder.acts, this.#election, lang))
      dialogue.info(`${words.act}: ${path}`);
    if (!message) return undefined;
    await onDelivered?.(due, message);
    dialogue.info(`${words.done}: ${words.steps[due].title}`);
    if (!exchange.carried) return undefined;
    dialogue.info(words.awaiting.carry);
    return this.#waitOrEnd();
  }

  /** Delivers once more a message that is not on the board yet. */
  async #deliverAgain(due: Step, visit: Visit): Promise<undefined> {
    await this.#retryLater(() => this.#trustee.takeStep(due, visit));
  }

  #waitOrEnd(): Ending | undefined {
    return this.#options.waits ? undefined : 'waiting';
  }
}

/** Returns the name of a step, distinct in each run. */
const nameOf = (step: Step, { record }: Visit): string => `${record.state.run.number}/${step}`;

/** Returns whether the program can end, because the next event is days away. */
const isPause = ({ kind }: Awaiting): boolean =>
  kind === 'opening' || kind === 'closing' || kind === 'result';

/** Shows the board's manifest and, if the trustee confirms it, saves it in the folder permanently. */
async function adoptManifest(
  { folder, exchange, dialogue, lang, manifestHash }: ParticipateOptions,
  presenter: Presenter,
): Promise<Election> {
  const election = await manifestOnBoard(exchange.source);
  presenter.election(election, folder.settings.signingKey);
  trusteeNumber(election, folder.settings);
  assertManifestHash(election, manifestHash);
  if (manifestHash === undefined) await dialogue.confirm(catalogue[lang].asksManifest);
  folder.saveManifest(election.bytes);
  return election;
}

/** Throws `manifest-other` if the manifest's hash differs from the one of the printed act. */
function assertManifestHash({ id }: Election, manifestHash: string | undefined): void {
  if (manifestHash !== undefined && manifestHash !== toHex(id))
    throw new TrusteeProblem('manifest-other', toHex(id));
}
