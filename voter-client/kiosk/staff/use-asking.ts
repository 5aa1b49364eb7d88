/** One thing asked of the keeper at a time, and what became of it. @module */

import { useState } from 'react';
import type { BoothFault } from '../../contract/booth.ts';
import { faultOf } from '../../contract/faults.ts';

export interface Asking {
  readonly busy: boolean;
  readonly fault: BoothFault | undefined;
  readonly ask: <T>(asked: () => Promise<T>, then: (answer: T) => void) => void;
}

export function useAsking(): Asking {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<BoothFault>();
  const settle = async <T>(asked: () => Promise<T>, then: (answer: T) => void): Promise<void> => {
    try {
      const answer = await asked();
      setBusy(false);
      then(answer);
    } catch (error) {
      setBusy(false);
      setFault(faultOf(error));
    }
  };
  return {
    busy,
    fault,
    ask: (asked, then) => {
      if (busy) return;
      setBusy(true);
      setFault(undefined);
      void settle(asked, then);
    },
  };
}
