/** Ballots judged by other threads: Node's or a browser's, whichever is started. @module */
import type { Hinted } from '../entry.ts';
import type { BallotContext, Judged } from './judge.ts';
import type { Judges } from './judges.ts';
import { type Answer, type Job, jobOf, judgedBy, type Setup, setupOf } from './remote.ts';

/** A thread that has begun: it answers jobs in their order. */
export interface Thread {
  /** Takes the job's bytes with it. */
  send(job: Job): void;
  /** Ends it, whatever it does. */
  end(): unknown;
}

/** Starts one: every answer goes to `answered`; whatever keeps it from answering, to `broke`. */
export type StartThread = (
  setup: Setup,
  answered: (answer: Answer) => void,
  broke: (error: Error) => void,
) => Thread;

interface Waiting {
  readonly resolve: (judged: Judged[]) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly thread: Thread;
  /** Jobs that were sent and not answered. */
  readonly waiting: Waiting[];
}

export class JudgePool implements Judges {
  readonly abreast: number;
  readonly #members: readonly Member[];
  #failed: Error | undefined;

  constructor(count: number, context: BallotContext, start: StartThread) {
    this.abreast = count + 1; // one batch at hand for whoever is done first
    const setup = setupOf(context);
    this.#members = Array.from({ length: count }, () => {
      const waiting: Waiting[] = [];
      const thread = start(
        setup,
        (answer) => waiting.shift()!.resolve(judgedBy(answer, context.arithmetic)),
        (error) => this.#fail(error),
      );
      return { thread, waiting };
    });
  }

  judge(entries: readonly Hinted[]): Promise<Judged[]> {
    const [member] = this.#members.toSorted((a, b) => a.waiting.length - b.waiting.length);
    const job = jobOf(entries);
    return new Promise((resolve, reject) => {
      if (this.#failed) {
        reject(this.#failed);
        return;
      }
      member!.waiting.push({ resolve, reject });
      member!.thread.send(job);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ thread }) => thread.end()));
  }

  /** A thread that breaks ends the run: no ballot goes unjudged. */
  #fail(error: Error): void {
    this.#failed ??= error;
    for (const { waiting } of this.#members) for (const { reject } of waiting.splice(0)) reject(error);
  }
}
