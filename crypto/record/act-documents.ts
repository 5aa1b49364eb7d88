/** Documents of incidents and builds: their JSON, which a blob holds (spec §12.1, §12.2). @module */

import type { Static, TSchema } from 'typebox';
import { toHex, utf8 } from '../bytes.ts';
import {
  array,
  check,
  faultOf,
  integer,
  literal,
  nothing,
  oneOf,
  record,
  string,
  union,
} from '../json-schema.ts';
import type { Election } from '../manifest/election.ts';
import { parseStrictJson, printJson } from '../manifest/json.ts';
import { INTERNET_CODE } from '../manifest/site-rules.ts';
import { parseTime } from '../manifest/time.ts';

const MAX_INCIDENT = 65_536;
const MAX_BUILD = 1_048_576;
const MAX_ITEMS = 2000;
/** Maximal number of code points in the texts of an incident. */
const MAX_TEXT = 2000;

const text = record({ es: string(), en: string() });
const hash = string({ pattern: '^[0-9a-f]{64}$' });
const count = integer({ minimum: 0, maximum: 4294967295 });

const incidentSchema = record({
  format: literal('sivei-incident/v2'),
  election: hash,
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
  starts: string(),
  ends: union(string(), nothing()),
  places: array(string()),
  people: union(count, nothing()),
  what: text,
  done: text,
});

const buildSchema = record({
  format: literal('sivei-build/v2'),
  election: hash,
  version: string(),
  commit: string({ pattern: '^([0-9a-f]{40}|[0-9a-f]{64})$' }),
  items: array(
    record({
      part: oneOf(
        'authority',
        'booth',
        'check',
        'desk',
        'image',
        'kiosk',
        'registry',
        'sbom',
        'source',
        'trustee',
        'verifier',
        'voting',
      ),
      name: string({ pattern: '^[A-Za-z0-9._/@+-]{1,200}$' }),
      bytes: count,
      sha256: hash,
    }),
    { minItems: 1, maxItems: MAX_ITEMS },
  ),
});

export type Incident = Static<typeof incidentSchema>;
export type Build = Static<typeof buildSchema>;

/** Returns the bytes of an incident's document, to be stored as a blob. */
export const printIncident = (incident: Incident): Uint8Array => utf8(printJson(incident));
/** Returns the bytes of a build's document, to be stored as a blob. */
export const printBuild = (build: Build): Uint8Array => utf8(printJson(build));

/** Parses an incident's document; throws an error that names the fault (§12.1). */
export function parseIncidentDocument(bytes: Uint8Array, election: Election): Incident {
  if (bytes.length > MAX_INCIDENT) throw new Error('incident: longer than 65,536 bytes');
  const incident = parse(bytes, incidentSchema, election, (place) =>
    /^(what|done)\./.test(place) ? MAX_TEXT : 200,
  );
  const starts = parseTime(incident.starts);
  if (incident.ends !== null && parseTime(incident.ends) < starts)
    throw new Error('incident: ends before it starts');
  const known = new Set([INTERNET_CODE, ...election.manifest.sites.map(({ code }) => code)]);
  if (
    new Set(incident.places).size < incident.places.length ||
    !incident.places.every((own) => known.has(own))
  )
    throw new Error('incident: a place occurs twice, or is neither the internet nor a site');
  return incident;
}

/** Parses a build's document; throws an error that names the fault (§12.2). */
export function parseBuildDocument(bytes: Uint8Array, election: Election): Build {
  if (bytes.length > MAX_BUILD) throw new Error('build: longer than 1,048,576 bytes');
  const build = parse(bytes, buildSchema, election);
  const { items } = build;
  if (items.some(({ name }) => name.includes('..'))) throw new Error('build: a name with ".."');
  const isAscending = items.every((item, i) => i === 0 || isBefore(items[i - 1]!, item));
  if (!isAscending) throw new Error('build: the items are not in ascending order of part and name');
  return build;
}

type Item = Build['items'][number];

/** Parts and names are ASCII, so that the order of the strings is that of their bytes. */
const isBefore = (a: Item, b: Item): boolean => a.part < b.part || (a.part === b.part && a.name < b.name);

function parse<S extends TSchema>(
  bytes: Uint8Array,
  schema: S,
  election: Election,
  lengthAt?: (place: string) => number,
): Static<S> {
  const value = parseStrictJson(bytes, lengthAt);
  if (!check(schema, value)) {
    const { steps, what } = faultOf(schema, value);
    throw new Error(`${steps.join('.')}: ${what}`);
  }
  if ((value as { election: string }).election !== toHex(election.id))
    throw new Error('it is for another election');
  return value;
}
