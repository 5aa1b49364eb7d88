/** React hook that sends one request to the outbox at a time and keeps its fault. @module */

import { useState } from 'react';
import type { BoothFault } from '../../contract/booth.ts';
import { faultOf } from '../../contract/faults.ts';

export interface RequestState {
  readonly busy: boolean;
  readonly fault: BoothFault | undefined;
  readonly send: <T>(request: () => Promise<T>, then: (answer: T) => void) => void;
}

export function useRequest(): RequestState {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<BoothFault>();
  const settle = async <T>(request: () => Promise<T>, then: (answer: T) => void): Promise<void> => {
    try {
      const answer = await request();
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
    send: (request, then) => {
      if (busy) return;
      setBusy(true);
      setFault(undefined);
      void settle(request, then);
    },
  };
}
