/**
 * Turn of a trustee: the step that is due, or the event to wait for, according to the board (spec chapters 05 and 09).
 * @module
 */

import type { BoardRecord } from '../board/board-record.ts';
import type { Step } from '../certificates/act.ts';
import { TrusteeProblem } from '../shared/problems.ts';

/** Event that everyone waits for. */
export type Awaiting =
  | { readonly kind: 'start' | 'opening' | 'closing' | 'admissions' | 'tally' | 'result' }
  /** Messages of these trustees. */
  | { readonly kind: 'trustees'; readonly message: Step; readonly from: readonly number[] };

export type Turn =
  | { readonly step: Step }
  | { readonly awaiting: Awaiting }
  /** The election is over. */
  | { readonly finished: true };

/** Returns the turn of this trustee. Throws a TrusteeProblem if it takes no part in the election any more. */
export function turnOf(record: BoardRecord, trustee: number): Turn {
  const { state } = record;
  const { ceremony, stage } = state;
  if (!ceremony) return { awaiting: { kind: 'start' } };
  if (ceremony.culprits.includes(trustee)) throw new TrusteeProblem('excluded', `${trustee}`);
  if (ceremony.failed) throw new TrusteeProblem('ceremony-failed');
  switch (stage) {
    case 'setup': {
      const { message, from } = ceremony.run.awaited;
      if (from.includes(trustee)) return { step: message };
      if (from.length === 0) return { awaiting: { kind: 'opening' } };
      return { awaiting: { kind: 'trustees', message, from } };
    }
    case 'open':
      return { awaiting: { kind: 'closing' } };
    case 'closed':
      return { awaiting: { kind: 'admissions' } };
    case 'admitted':
      return { awaiting: { kind: 'tally' } };
    case 'tallied': {
      const holds = ceremony.run.trustees.some(({ number }) => number === trustee);
      return holds && record.hasSums && !state.shares.has(trustee)
        ? { step: 'decrypt' }
        : { awaiting: { kind: 'result' } };
    }
    default:
      return { finished: true };
  }
}
