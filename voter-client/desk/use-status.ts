/** Where the site stands, read again every few seconds. @module */

import { useCallback, useEffect, useState } from 'react';
import type { DeskClient, Queue, State } from '../api/desk.ts';

/** Milliseconds. */
const EVERY = 5_000;

export interface Status {
  readonly state: State | undefined;
  readonly queue: Queue | undefined;
  /** The last reading failed: what there is is from before. */
  readonly lost: boolean;
}

export function useStatus(link: DeskClient): Status & { readonly refresh: () => void } {
  const [status, setStatus] = useState<Status>({ state: undefined, queue: undefined, lost: false });
  const refresh = useCallback(() => {
    const read = async (): Promise<void> => {
      try {
        const [state, queue] = await Promise.all([link.state(), link.queue()]);
        setStatus({ state, queue, lost: false });
      } catch {
        setStatus((before) => ({ ...before, lost: true }));
      }
    };
    void read();
  }, [link]);
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, EVERY);
    return () => clearInterval(timer);
  }, [refresh]);
  return { ...status, refresh };
}
