/** Outage of the board over the close, after which the authority extends the hours (spec §12.1, §12.3). @module */

import { INTERNET } from '#crypto/record/acts.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Seconds that the board is out, beginning five minutes before the close. */
const OUT_SECONDS = 1800;
const BEFORE_CLOSE_SECONDS = 300;
const EXTENSION_SECONDS = 3600;

/**
 * Stops the board over the close and extends the hours by one. One of the authority's three keys takes no part: its
 * token is dead. Throws if the manifest allows no such extension.
 */
export async function outageOverClose(rehearsal: Rehearsal): Promise<void> {
  const { closes, manifest } = rehearsal.election;
  if (manifest.extensionSeconds < EXTENSION_SECONDS)
    throw new Error('the manifest does not allow the hours to be extended by an hour');
  await rehearsal.markAt(closes - BEFORE_CLOSE_SECONDS);
  await rehearsal.mark(OUT_SECONDS);
  const time = (seconds: number): string => new Date(1000 * seconds).toISOString().replace('.000Z', '+00:00');
  const incident = await rehearsal.tell({
    category: 'outage',
    starts: time(closes - BEFORE_CLOSE_SECONDS),
    ends: time(rehearsal.now),
    places: ['internet'],
    people: null,
    what: {
      es: 'El servidor no respondió durante media hora, en la hora del cierre.',
      en: 'The server did not answer for half an hour, at the hour of the close.',
    },
    done: { es: 'El plazo se amplía una hora.', en: 'The time is extended by an hour.' },
  });
  await rehearsal.extend(incident, EXTENSION_SECONDS, INTERNET);
}
