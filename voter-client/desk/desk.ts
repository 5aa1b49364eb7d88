/** What every screen of the desk works with, and how it does something that may be refused. @module */

import { createContext, useContext, useRef, useState } from 'react';
import type { BoothFault } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import type { ActKind, Card, Person, Queue, State } from './answers.ts';
import type { DeskLink } from './link.ts';
import type { DeskPins } from './pins.ts';

/** A card without what makes it a vote; `scanned` is that, in a rehearsal alone, for whoever has no printer. */
export type GivenCard = Omit<Card, 'card'> & { readonly scanned?: string };

export type View =
  | { readonly kind: 'search' }
  | { readonly kind: 'person'; readonly person: Person }
  /** The code is here and nowhere else, until the view changes. */
  | { readonly kind: 'printing'; readonly person: Person; readonly card: Card }
  | { readonly kind: 'given'; readonly person: Person; readonly card: GivenCard }
  | { readonly kind: 'spoil'; readonly person: Person }
  | { readonly kind: 'opening' | 'closing' | 'conflicts' }
  | { readonly kind: 'act'; readonly act: ActKind };

export interface Desk {
  readonly link: DeskLink;
  readonly pins: DeskPins;
  /** Undefined until the desk's process has told it. */
  readonly state: State | undefined;
  readonly queue: Queue | undefined;
  /** Reads state and queue again. */
  readonly refresh: () => void;
  readonly go: (view: View) => void;
  /** The session is over: back to the log-in, which says why. */
  readonly end: (why?: BoothFault) => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);
export const useDesk = (): Desk => useContext(DeskContext)!;

export interface Work {
  readonly busy: boolean;
  /** Of the last try. */
  readonly fault: BoothFault | undefined;
  /** One at a time; a second press does nothing. */
  readonly run: (work: () => Promise<void>) => void;
}

export function useWork(): Work {
  const { end, refresh } = useDesk();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<BoothFault>();
  const running = useRef(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(undefined);
    try {
      await work();
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
  return { busy, fault, run: (work) => void run(work) };
}
