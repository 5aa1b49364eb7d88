/** Length of the queue and expected waiting time, from the arrivals and cards of the last hour. @module */

import type { readQueue } from '../api/desk.ts';
import type { AnswerOf } from '../api/endpoint.ts';
import type { Desk } from './desk.ts';

const HOUR_SECONDS = 3600;

/** Returns the current queue; `minutes` is null before anybody was served. */
export function queueOf({ ledger, now }: Pick<Desk, 'ledger' | 'now'>): AnswerOf<typeof readQueue> {
  const { arrivals, cards } = ledger;
  const time = now();
  const first = cards.filter((card, i) => cards.findIndex(({ person }) => person === card.person) === i);
  const waiting = Math.max(0, arrivals.length - first.length);
  const recent = first.filter(({ at }) => at > time - HOUR_SECONDS);
  const span = recent.length === 0 ? 0 : Math.max(60, time - recent[0]!.at);
  const minutes = span === 0 ? null : Math.ceil((waiting * span) / recent.length / 60);
  return { waiting, servedLastHour: recent.length, minutes };
}
