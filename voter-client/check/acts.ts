/** What the check page's screens ask of the checker. @module */

import type { Checker, Found } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import type { Event, Verdict } from './reading.ts';

export interface Acts {
  readonly lookUp: (tracker: string) => void;
  readonly checkFile: (file: Blob) => void;
  readonly another: () => void;
  /** Undefined: it is taken back. */
  readonly say: (verdict: Verdict | undefined) => void;
}

export function actsOf(checker: Checker, tell: (event: Event) => void): Acts {
  const ask = async (asked: () => Promise<Found>): Promise<void> => {
    tell({ is: 'asked' });
    try {
      tell({ is: 'found', found: await asked() });
    } catch (error) {
      tell({ is: 'failed', fault: faultOf(error) });
    }
  };
  return {
    lookUp: (tracker) => void ask(() => checker.lookUp(tracker)),
    checkFile: (file) => void ask(async () => checker.checkReceipt(new Uint8Array(await file.arrayBuffer()))),
    another: () => tell({ is: 'another' }),
    say: (verdict) => tell({ is: 'verdict', verdict }),
  };
}
