/** React context of the desk's screens, and the hook that runs a request that may be refused. @module */

import { createContext, useContext, useRef, useState } from 'react';
import type { BoothFault } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import type { ActKind, Card, DeskClient, Person, Queue, State } from '../api/desk.ts';
import type { DeskPins } from './pins.ts';

/** Card without its secret content. In a rehearsal `scanned` keeps that content, for people without a printer. */
export type GivenCard = Omit<Card, 'card'> & { readonly scanned?: string };

export type View =
  | { readonly kind: 'search' }
  | { readonly kind: 'person'; readonly person: Person }
  /** Card while it is printed. No other view holds the card's code, except `scanned` in a rehearsal. */
  | { readonly kind: 'printing'; readonly person: Person; readonly card: Card }
  | { readonly kind: 'given'; readonly person: Person; readonly card: GivenCard }
  | { readonly kind: 'spoil'; readonly person: Person }
  | { readonly kind: 'opening' | 'closing' | 'conflicts' }
  | { readonly kind: 'act'; readonly act: ActKind };

export interface Desk {
  readonly link: DeskClient;
  readonly pins: DeskPins;
  /** State of the site; undefined until the desk's process has answered. */
  readonly state: State | undefined;
  readonly queue: Queue | undefined;
  /** Reloads state and queue. */
  readonly refresh: () => void;
  readonly go: (view: View) => void;
  /** Ends the session and returns to the log-in, which shows the reason. */
  readonly end: (reason?: BoothFault) => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);
export const useDesk = (): Desk => useContext(DeskContext)!;

export interface Task {
  readonly busy: boolean;
  /** Fault of the last attempt. */
  readonly fault: BoothFault | undefined;
  /** Runs one task at a time; a second call is ignored. */
  readonly run: (task: () => Promise<void>) => void;
}

export function useTask(): Task {
  const { end, refresh } = useDesk();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<BoothFault>();
  const running = useRef(false);
  const run = async (task: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      await task();
    } catch (error) {
      const own = faultOf(error);
      if (own.code === 'staff-session') end(own);
      else setFault(own);
    } finally {
      running.current = false;
      setBusy(false);
      refresh();
    }
  };
  return { busy, fault, run: (task) => void run(task) };
}
