/** Requests of the check page's screens to the checker. @module */

import type { Checker, Found } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import type { CheckEvent, Verdict } from './state.ts';

export interface CheckActions {
  readonly lookUp: (tracker: string) => void;
  readonly checkFile: (file: Blob) => void;
  /** Returns to the first screen, for another tracker or receipt. */
  readonly another: () => void;
  /** Sets whether the opened ballot shows the voter's choices; undefined takes the answer back. */
  readonly setVerdict: (verdict: Verdict | undefined) => void;
}

export function checkActions(checker: Checker, dispatch: (event: CheckEvent) => void): CheckActions {
  const send = async (request: () => Promise<Found>): Promise<void> => {
    dispatch({ type: 'requested' });
    try {
      dispatch({ type: 'found', found: await request() });
    } catch (error) {
      dispatch({ type: 'failed', fault: faultOf(error) });
    }
  };
  return {
    lookUp: (tracker) => void send(() => checker.lookUp(tracker)),
    checkFile: (file) =>
      void send(async () => checker.checkReceipt(new Uint8Array(await file.arrayBuffer()))),
    another: () => dispatch({ type: 'another' }),
    setVerdict: (verdict) => dispatch({ type: 'verdict', verdict }),
  };
}
