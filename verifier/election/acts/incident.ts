/** Content of an incident: a statement by the authority of what happened (spec §12.1). @module */
import type { Election } from '../election.ts';
import { integer, list, object, oneOf, orNull, type Parsed, string, textOf } from '../manifest/json.ts';
import { parseTime } from '../manifest/times.ts';
import { parseContent, sha256Hex } from './content.ts';

const longText = textOf(2000);

const readIncident = object({
  format: oneOf('sivei-incident/v2'),
  election: sha256Hex,
  category: oneOf(
    'outage',
    'trustee',
    'site',
    'key',
    'credential',
    'software',
    'board',
    'roll',
    'pause',
    'other',
  ),
  starts: string,
  ends: orNull(string),
  places: list(string),
  people: orNull(integer),
  what: longText,
  done: longText,
});

export type Incident = Parsed<typeof readIncident>;

/** Maximum length of the blob of an incident in bytes. */
export const MAX_INCIDENT_BYTES = 65_536;

/** Code of the internet as a place, beside the codes of sites (M23). */
export const INTERNET_CODE = 'internet';

/** Parses the blob of an incident (§12.1). Throws a ParseFailure. */
export function parseIncident(blob: Uint8Array, election: Election): Incident {
  return parseContent(blob, election, readIncident, (incident) => faultAt(incident, election));
}

function faultAt({ starts, ends, places }: Incident, { manifest }: Election): string | undefined {
  const from = parseTime(starts);
  if (from === undefined) return 'starts';
  const to = ends === null ? from : parseTime(ends);
  if (to === undefined || to < from) return 'ends';
  const known = new Set([INTERNET_CODE, ...manifest.sites.map(({ code }) => code)]);
  // A code that was seen is known no more.
  const wrong = places.findIndex((code) => !known.delete(code));
  return wrong < 0 ? undefined : `places[${wrong}]`;
}
