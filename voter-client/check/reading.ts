/** What the check page is showing: pure. @module */

import type { BoothFault, Found, ShownElection } from '../contract/booth.ts';

export type Verdict = 'same' | 'other';

export interface Reading {
  readonly election?: ShownElection;
  /** The board has been checked: codes can be looked up. */
  readonly online: 'asking' | 'yes' | 'no';
  readonly busy: boolean;
  readonly found?: Found;
  readonly fault?: BoothFault;
  /** What the person says of an opened ballot. */
  readonly verdict?: Verdict | undefined;
}

export type Event =
  | { readonly is: 'read' | 'opened'; readonly election: ShownElection }
  | { readonly is: 'offline'; readonly fault: BoothFault }
  | { readonly is: 'asked' | 'another' }
  | { readonly is: 'found'; readonly found: Found }
  | { readonly is: 'failed'; readonly fault: BoothFault }
  | { readonly is: 'verdict'; readonly verdict: Verdict | undefined };

export const unread: Reading = { online: 'asking', busy: false };

export function reading(state: Reading, event: Event): Reading {
  const { found: _found, fault: _fault, verdict: _verdict, ...rest } = state;
  switch (event.is) {
    case 'read':
      return { ...state, election: event.election };
    case 'opened':
      return { ...state, election: event.election, online: 'yes' };
    case 'offline':
      // A board that is not there is no fault of a saved receipt; one that is false is.
      return { ...state, online: 'no', ...(event.fault.code === 'network' ? {} : { fault: event.fault }) };
    case 'asked':
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
