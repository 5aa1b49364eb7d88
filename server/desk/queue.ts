/** Length of the queue and expected waiting time, from the arrivals and cards of the last hour. @module */

import type { Desk } from './desk.ts';
import type { Ledger } from './ledger.ts';

const HOUR_SECONDS = 3600;

export interface Queue {
  readonly waiting: number;
  readonly servedLastHour: number;
  /** Expected wait; undefined before anybody was served. */
  readonly minutes: number | undefined;
}

export function queueOf({ arrivals, cards }: Pick<Ledger, 'arrivals' | 'cards'>, now: number): Queue {
  const first = cards.filter((card, i) => cards.findIndex(({ person }) => person === card.person) === i);
  const waiting = Math.max(0, arrivals.length - first.length);
  const recent = first.filter(({ at }) => at > now - HOUR_SECONDS);
  const span = recent.length === 0 ? 0 : Math.max(60, now - recent[0]!.at);
  const minutes = span === 0 ? undefined : Math.ceil((waiting * span) / recent.length / 60);
  return { waiting, servedLastHour: recent.length, minutes };
}

/** Returns the current queue in the form of the answer. */
export function queueNow({ ledger, now }: Pick<Desk, 'ledger' | 'now'>): {
  waiting: number;
  servedLastHour: number;
  minutes: number | null;
} {
  const { minutes, ...counts } = queueOf(ledger, now());
  return { ...counts, minutes: minutes ?? null };
}
