/** The guided program: looks, explains, asks, does, and looks again, until the trustee has nothing left to do for now. @module */

import { setTimeout as wait } from 'node:timers/promises';
import { toHex } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Step } from '../acts/act.ts';
import { writeActPdfs } from '../acts/write-pdfs.ts';
import { manifestOnBoard } from '../board/manifest.ts';
import { Trustee } from '../ceremony/trustee.ts';
import type { Awaiting } from '../ceremony/turn.ts';
import type { Visit } from '../ceremony/visit.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Home } from '../home.ts';
import { TrusteeProblem } from '../problems.ts';
import { catalogue, type Language } from '../words.ts';
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

/** How it ended: nothing is left to do for now, or others have to act first. */
export type Ending = 'done' | 'waiting';

/** Resolves when there is nothing to do; rejects with a TrusteeProblem or a TokenError. */
export async function attend(options: AttendOptions): Promise<Ending> {
  const { home, exchange, dialogue, lang, pin, waits, interval = 2000 } = options;
  const words = catalogue[lang];
  const presenter = new Presenter(dialogue, words, lang);
  const election = home.election ?? (await adoptManifest(options, presenter));
  let report = (_text: string): void => undefined;
  const trustee = new Trustee(home, election, exchange, pin, (phase, done, of) =>
    report(`${words[phase]} ${done}/${of}`),
  );
  const look = (): Promise<Visit> =>
    dialogue.during(words.verify, (progress) => {
      report = progress;
      return trustee.visit();
    });
  let told = '';
  let last: Step | undefined;
  for (;;) {
    const visit = await look();
    const { turn } = visit;
    const state = JSON.stringify([turn, visit.record.voids.length]);
    if (state !== told) presenter.visit(visit);
    if ('finished' in turn) {
      dialogue.say(words.awaiting.finished);
      return 'done';
    }
    if ('awaiting' in turn) {
      if (state !== told) presenter.awaiting(turn.awaiting, election);
      if (isPause(turn.awaiting)) return 'done';
      if (!waits) return 'waiting';
      if (told === '') dialogue.say(words.awaiting.waiting);
      told = state;
      await wait(interval);
      continue;
    }
    told = state;
    await step(turn.step, visit);
    if (exchange.carried) {
      dialogue.say(words.awaiting.carry);
      if (!waits) return 'waiting';
    }
    // Handed in, and not on the board yet: others do not see it either.
    if (turn.step === last) await wait(interval);
    last = turn.step;
  }

  async function step(due: Step, visit: Visit): Promise<void> {
    if (due !== last) {
      presenter.step(due, visit);
      if (due === 'seal' || due === 'decrypt')
        await dialogue.agreeTyping(words.asksTyped(words.typed[due]), words.typed[due]);
      else await dialogue.agree(words.asksStep);
    }
    const message = await dialogue.during(words.working, (progress) => {
      report = progress;
      return trustee.take(due, visit);
    });
    if (due === last) return;
    await options.handedIn?.(due, message);
    for (const path of await writeActPdfs(home.acts, election, lang)) dialogue.say(`${words.act}: ${path}`);
    dialogue.say(`${words.done}: ${words.steps[due].title}`);
  }
}

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
  if (manifestHash === undefined) await dialogue.agree(catalogue[lang].asksManifest);
  else if (manifestHash !== toHex(election.id))
    throw new TrusteeProblem('manifest-other', toHex(election.id));
  home.keepManifest(election.bytes);
  return election;
}
