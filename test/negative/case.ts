/** Case of the negative corpus: a board with one defect, and the check that must reject it. @module */

import type { BoardFiles } from './board-files.ts';
import { Scenario, type Plan } from './scenario.ts';

export interface Expected {
  /** Exit code of the verifier (spec §10.1). */
  readonly exit: 0 | 1 | 3;
  /** Ids of the checks with findings, sorted; empty for a record that must be accepted. */
  readonly checks: readonly string[];
}

export interface Case {
  /** File name, which states the defect. */
  readonly id: string;
  /** Description of the defect in one sentence. */
  readonly defect: string;
  readonly expect: Expected;
  /**
   * Returns the options for the verifier besides the board, by name: the content of a file, or a value (spec §10.1).
   */
  readonly brought?: (files: BoardFiles) => Readonly<Record<string, string>>;
  readonly board: () => Promise<BoardFiles>;
}

/** Returns a case whose record fails at this check. */
export const failure = (id: string, check: string, defect: string, plan: Plan): Case => ({
  id,
  defect,
  expect: { exit: 1, checks: [check] },
  board: () => Scenario.play(plan),
});

/** Returns a case with an incident: an entry is void or a rule was broken, but the result remains valid. */
export const incident = (id: string, check: string, defect: string, plan: Plan): Case => ({
  ...failure(id, check, defect, plan),
  expect: { exit: 3, checks: [check] },
});

/** Returns a case with a board that is unusual but valid. */
export const accepted = (id: string, defect: string, plan: Plan): Case => ({
  ...failure(id, '', defect, plan),
  expect: { exit: 0, checks: [] },
});
