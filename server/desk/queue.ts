/** How many wait, and for how long somebody who comes now will: from the arrivals and the cards of the last hour. @module */

import type { Desk } from './desk.ts';
import type { Ledger } from './ledger.ts';

const HOUR = 3600;

export interface Queue {
  readonly waiting: number;
  readonly servedLastHour: number;
  /** Undefined before anybody was served. */
  readonly minutes: number | undefined;
}

export function queueOf({ arrivals, cards }: Pick<Ledger, 'arrivals' | 'cards'>, now: number): Queue {
  const first = cards.filter((card, i) => cards.findIndex(({ person }) => person === card.person) === i);
  const waiting = Math.max(0, arrivals.length - first.length);
  const recent = first.filter(({ at }) => at > now - HOUR);
  const span = recent.length === 0 ? 0 : Math.max(60, now - recent[0]!.at);
  const minutes = span === 0 ? undefined : Math.ceil((waiting * span) / recent.length / 60);
  return { waiting, servedLastHour: recent.length, minutes };
}

/** Returns the queue at this moment, as it is answered. */
export function queueNow({ ledger, now }: Pick<Desk, 'ledger' | 'now'>): {
  waiting: number;
  servedLastHour: number;
  minutes: number | null;
} {
  const { minutes, ...counts } = queueOf(ledger, now());
  return { ...counts, minutes: minutes ?? null };
}
