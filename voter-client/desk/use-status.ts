/** React hook that polls the state of the site. @module */

import { useCallback, useEffect, useState } from 'react';
import type { DeskClient, Queue, State } from '../api/desk.ts';

const POLL_INTERVAL_MS = 5_000;

export interface Status {
  readonly state: State | undefined;
  readonly queue: Queue | undefined;
  /** Whether the last poll failed. Then the values are from an earlier one. */
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
    const timer = setInterval(refresh, POLL_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return { ...status, refresh };
}
