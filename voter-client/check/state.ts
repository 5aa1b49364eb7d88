/** State of the check page and its pure reducer. @module */

import type { BoothFault, Found, ShownElection } from '../contract/booth.ts';

export type Verdict = 'same' | 'other';

export interface CheckState {
  readonly election?: ShownElection;
  /** Whether the board has been checked, so that trackers can be looked up. */
  readonly online: 'asking' | 'yes' | 'no';
  readonly busy: boolean;
  readonly found?: Found;
  readonly fault?: BoothFault;
  /** Whether the voter says that an opened ballot shows their choices. */
  readonly verdict?: Verdict | undefined;
}

export type CheckEvent =
  | { readonly type: 'read' | 'opened'; readonly election: ShownElection }
  | { readonly type: 'offline'; readonly fault: BoothFault }
  | { readonly type: 'requested' | 'another' }
  | { readonly type: 'found'; readonly found: Found }
  | { readonly type: 'failed'; readonly fault: BoothFault }
  | { readonly type: 'verdict'; readonly verdict: Verdict | undefined };

export const initialState: CheckState = { online: 'asking', busy: false };

export function reduce(state: CheckState, event: CheckEvent): CheckState {
  const { found: _found, fault: _fault, verdict: _verdict, ...rest } = state;
  switch (event.type) {
    case 'read':
      return { ...state, election: event.election };
    case 'opened':
      return { ...state, election: event.election, online: 'yes' };
    case 'offline':
      // An unreachable board is not shown as a fault, since a saved receipt can be checked without it. A board that
      // fails a check is.
      return { ...state, online: 'no', ...(event.fault.code === 'network' ? {} : { fault: event.fault }) };
    case 'requested':
      return { ...rest, busy: true };
    case 'another':
      return { ...rest, busy: false };
    case 'found':
      return { ...rest, busy: false, found: event.found };
    case 'failed':
      return { ...rest, busy: false, fault: event.fault };
    default:
      return { ...state, verdict: event.verdict };
  }
}
