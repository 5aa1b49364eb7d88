/** Dialogue with a trustee, at a terminal or to a log without questions. @module */

import { confirm, isCancel, log, note, spinner, text } from '@clack/prompts';
import { TrusteeProblem } from '../shared/problems.ts';
import type { Words } from '../shared/words.ts';

export interface Dialogue {
  /** Shows a fact. */
  info(line: string): void;
  /** Shows a text to be read with care. */
  note(title: string, lines: readonly string[]): void;
  /** Resolves if the answer is yes; rejects with `canceled` otherwise. */
  confirm(question: string): Promise<void>;
  /**
   * Asks for confirmation of an action that cannot be undone. Resolves once the user has typed `word`; rejects with
   * `canceled` otherwise.
   */
  confirmTyping(question: string, word: string): Promise<void>;
  /** Shows `what` and the progress of long work until it ends. */
  withProgress<T>(what: string, work: (progress: (text: string) => void) => Promise<T>): Promise<T>;
}

/** Dialogue at the terminal. */
export const atTerminal = ({ yes, no }: Words): Dialogue => ({
  info: (line) => log.info(line),
  note: (title, lines) => note(lines.join('\n'), title),
  async confirm(question) {
    const answer = await confirm({ message: question, initialValue: false, active: yes, inactive: no });
    if (isCancel(answer) || !answer) throw new TrusteeProblem('canceled');
  },
  async confirmTyping(question, word) {
    const answer = await text({
      message: question,
      validate: (value) => (value?.trim() === word ? undefined : word),
    });
    if (isCancel(answer)) throw new TrusteeProblem('canceled');
  },
  async withProgress(what, work) {
    const shown = spinner();
    shown.start(what);
    try {
      const result = await work((progress) => shown.message(progress));
      shown.stop(what);
      return result;
    } catch (error) {
      shown.error(what);
      throw error;
    }
  },
});

/** Dialogue without questions: the option `--yes` has agreed to everything. */
export const toLog: Dialogue = {
  info: (line) => void process.stdout.write(`${line}\n`),
  note: (title, lines) =>
    void process.stdout.write(`== ${title}\n${lines.map((line) => `   ${line}\n`).join('')}`),
  confirm: () => Promise.resolve(),
  confirmTyping: () => Promise.resolve(),
  withProgress: (_, work) => work(() => undefined),
};
