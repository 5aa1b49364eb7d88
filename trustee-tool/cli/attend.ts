/** The guided program: looks, explains, asks, does, and looks again, until the trustee has nothing left to do for now. @module */

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
import type { Home } from '../shared/folder.ts';
import { TrusteeProblem, type ProblemCode } from '../shared/problems.ts';
import { catalogue, type Language } from '../shared/words.ts';
import type { Dialogue } from './dialogue.ts';
import { Presenter } from './present.ts';

export interface AttendOptions {
  readonly home: Home;
  readonly exchange: Exchange;
  readonly dialogue: Dialogue;
  readonly lang: Language;
  readonly pin: () => Promise<string>;
  /** E as the printed act has it: then nobody is asked about the manifest. */
  readonly manifestHash?: string | undefined;
  /** Whether to wait for others. */
  readonly waits: boolean;
  /** Milliseconds between two looks at the board. */
  readonly interval?: number;
  /** Hears of a message that was handed in. */
  readonly handedIn?: (step: Step, message: Uint8Array) => Promise<void>;
}

/** Problems that may be over at the next look: a cache may be a second behind. */
const PASSING: readonly ProblemCode[] = ['network', 'board-missing', 'board-old'];

/** How it ended: nothing is left to do for now, or others have to act first. */
export type Ending = 'done' | 'waiting';

/** Resolves when there is nothing to do; rejects with a TrusteeProblem or a TokenError. */
export async function attend(options: AttendOptions): Promise<Ending> {
  const { home, exchange, dialogue, lang, pin, waits, interval = 2000 } = options;
  const words = catalogue[lang];
  const presenter = new Presenter(dialogue, words, lang);
  const election = home.election ?? (await adoptManifest(options, presenter));
  mustBeNamed(election, options.manifestHash);
  let report = (_text: string): void => undefined;
  const trustee = new Trustee(home, election, exchange, pin, (phase, done, of) =>
    report(`${words[phase]} ${done}/${of}`),
  );
  /** What the trustee was told last: it is not said again while nothing changes. */
  let told = '';
  let last: string | undefined;
  /** Whether the board has refused the last step's message: someone else's may have come first. */
  let refused = false;
  for (;;) {
    const visit = await patiently(look);
    const ending = visit && (await respond(visit));
    if (ending) return ending;
    if (!visit || !('step' in visit.turn) || nameOf(visit.turn.step, visit) === last) await wait(interval);
  }

  /** The first look may be long, and is shown; those while waiting are not. */
  async function look(): Promise<Visit> {
    if (told !== '') return trustee.visit();
    return dialogue.during(words.verify, (progress) => {
      report = progress;
      return trustee.visit();
    });
  }

  /** What passes is waited for, where the program waits: a server that does not answer, a medium that is being written. */
  async function patiently<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TrusteeProblem) || !waits) throw error;
      const passes = PASSING.includes(error.code) || (error.code === 'refused' && !refused);
      if (!passes) throw error;
      refused ||= error.code === 'refused';
      if (told !== error.code) dialogue.say(error.says[lang]);
      told = error.code;
      return undefined;
    }
  }

  async function respond(visit: Visit): Promise<Ending | undefined> {
    const { turn, record } = visit;
    const state = JSON.stringify([turn, record.voids.length]);
    const changed = state !== told;
    told = state;
    if ('step' in turn) {
      const again = nameOf(turn.step, visit) === last;
      return again ? deliverAgain(turn.step, visit) : step(turn.step, visit);
    }
    if (changed) presenter.visit(visit);
    if ('finished' in turn) {
      dialogue.say(words.awaiting.finished);
      return 'done';
    }
    if (changed) presenter.awaiting(turn.awaiting, election);
    if (isPause(turn.awaiting)) return 'done';
    return waits ? undefined : 'waiting';
  }

  async function step(due: Step, visit: Visit): Promise<Ending | undefined> {
    presenter.visit(visit);
    presenter.step(due, visit);
    if (due === 'seal' || due === 'decrypt')
      await dialogue.agreeTyping(words.asksTyped(words.typed[due]), words.typed[due]);
    else await dialogue.agree(words.asksStep);
    await pin(); // asked for before anything moves on the screen
    [last, refused] = [nameOf(due, visit), false];
    const message = await patiently(() =>
      dialogue.during(words.working, (progress) => {
        report = progress;
        return trustee.take(due, visit);
      }),
    );
    for (const path of await writeActPdfs(home.acts, election, lang)) dialogue.say(`${words.act}: ${path}`);
    if (!message) return undefined;
    await options.handedIn?.(due, message);
    dialogue.say(`${words.done}: ${words.steps[due].title}`);
    if (!exchange.carried) return undefined;
    dialogue.say(words.awaiting.carry);
    return waits ? undefined : 'waiting';
  }

  /** Handed in, and not on the board yet. */
  async function deliverAgain(due: Step, visit: Visit): Promise<undefined> {
    await patiently(() => trustee.take(due, visit));
  }
}

/** A step of a run: that of the next run is another. */
const nameOf = (step: Step, { record }: Visit): string => `${record.state.run.number}/${step}`;

/** Where the program can end: what comes next takes days. */
const isPause = ({ what }: Awaiting): boolean =>
  what === 'opening' || what === 'closing' || what === 'result';

/** The manifest of the room becomes the one of this folder, once and for good. */
async function adoptManifest(
  { home, exchange, dialogue, lang, manifestHash }: AttendOptions,
  presenter: Presenter,
): Promise<Election> {
  const election = await manifestOnBoard(exchange.source);
  presenter.election(election, home.settings.signingKey);
  trusteeNumber(election, home.settings);
  mustBeNamed(election, manifestHash);
  if (manifestHash === undefined) await dialogue.agree(catalogue[lang].asksManifest);
  home.keepManifest(election.bytes);
  return election;
}

/** Throws `manifest-other` if the hash of the printed act is another. */
function mustBeNamed({ id }: Election, manifestHash: string | undefined): void {
  if (manifestHash !== undefined && manifestHash !== toHex(id))
    throw new TrusteeProblem('manifest-other', toHex(id));
}
