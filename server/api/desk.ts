/**
 * Endpoints of the desk, the server process of a polling site, for its pages and its kiosks (docs/api.md). No path
 * names a person.
 * @module
 */

import type { Static } from 'typebox';
import { array, boolean, integer, oneOf, record, string } from '#crypto/json-schema.ts';
import { endpointsOf } from './endpoint.ts';
import { deskErrors, registryErrors } from './errors.ts';
import {
  accountName as name,
  bearer,
  count,
  foundPerson,
  hex,
  orNull,
  personId,
  reason,
  seconds,
  text,
  uuid,
  searchText,
} from './schemas.ts';

// Where both catalogues have a code, the desk's error is used.
const desk = endpointsOf('desk', { ...registryErrors, ...deskErrors });

const verdict = oneOf('may-vote', 'voted', 'not-here', 'supervisor');
export type Verdict = Static<typeof verdict>;

/** Reason for a verdict on whether a person may vote here. */
const why = oneOf(
  'registered-here',
  'walk-in',
  'moves-from-internet',
  'card-open',
  'voted-here',
  'voted-elsewhere',
  'voted-internet',
  'other-site',
  'registered-postal',
  'registered-internet',
  'not-in-force',
  'quota-full',
  'no-link',
);
export type Why = Static<typeof why>;

export const ROLES = ['clerk', 'supervisor'] as const;
export const PIN_PATTERN = '^[0-9]{6,12}$';

/** Name and PIN of a staff member, checked at every request that contains them. */
const account = record({ name, pin: string({ pattern: PIN_PATTERN }) });
const noAccount = ['staff-refused', 'staff-locked'] as const;
const noSupervisor = ['staff-session', 'supervisor-needed', ...noAccount] as const;

export const logIn = desk({
  id: 'logIn',
  method: 'POST',
  path: '/login',
  summary: 'Log in with name and PIN',
  description: 'For twelve hours, or half an hour without a request.',
  access: 'public',
  body: account,
  answer: record({ session: bearer, role: oneOf(...ROLES), name }),
  errors: noAccount,
});

export const logOut = desk({
  id: 'logOut',
  method: 'POST',
  path: '/logout',
  summary: 'End the session',
  description: 'Other sessions of the same account stay.',
  access: 'clerk',
  status: 204,
  errors: ['staff-session'],
});

export const find = desk({
  id: 'findPeople',
  method: 'POST',
  path: '/find',
  summary: 'Search the roll',
  description: '`offline`: without a link, only the site’s own roll was searched.',
  access: 'clerk',
  body: record({ by: oneOf('credential', 'name'), text: searchText }),
  answer: record({ people: array(record(foundPerson)), offline: boolean() }),
  errors: ['staff-session', 'desk-refused'],
});

export const readPerson = desk({
  id: 'readPerson',
  method: 'POST',
  path: '/person',
  summary: 'Read whether a person may vote here',
  description:
    '`offices`: ids of the contests. `place`: code of the site at which the person is registered or was served. One verdict has one reason (server/desk/verdict.ts).',
  access: 'clerk',
  body: personId,
  answer: record({
    ...foundPerson,
    inForce: boolean(),
    offices: array(string()),
    verdict,
    why,
    place: orNull(string()),
  }),
  errors: ['staff-session', 'desk-refused', 'person-unknown', 'no-link'],
});

export const issue = desk({
  id: 'issueCard',
  method: 'POST',
  path: '/issue',
  summary: 'Issue a card to a person',
  description:
    '`card` is the text of the QR code and holds the voter’s secret. `minutes`: until a kiosk refuses it.',
  access: 'clerk',
  body: record({ person: uuid }, { optional: { supervisor: account, reason } }),
  answer: record({ card: string(), minutes: count, onBoard: boolean(), number: count }),
  errors: [
    ...noSupervisor,
    'desk-refused',
    'person-unknown',
    'no-link',
    'not-open',
    'closed',
    'card-open',
    'not-served',
    'no-codes',
    'kit-not-on-board',
    'issue-refused',
    'served-elsewhere',
    'served-here',
    'voted-internet',
    'other-site',
    'registered-postal',
    'registered-internet',
    'not-in-force',
    'no-more-walk-ins',
  ],
});

export const spoil = desk({
  id: 'spoilPersonsCard',
  method: 'POST',
  path: '/spoil',
  summary: 'Spoil a person’s card',
  description: 'Its credential is revoked. Another card can be issued then.',
  access: 'clerk',
  body: record({ person: uuid, supervisor: account, reason }),
  status: 204,
  errors: [...noSupervisor, 'desk-refused', 'person-unknown', 'no-card', 'card-used', 'no-link'],
});

const queue = record({ waiting: count, servedLastHour: count, minutes: orNull(count) });

export const readQueue = desk({
  id: 'readQueue',
  method: 'GET',
  path: '/queue',
  summary: 'Read the queue',
  description: 'Public on purpose: the wall shows it. `minutes` is null before anybody was served.',
  access: 'public',
  answer: queue,
});

export const addToQueue = desk({
  id: 'addToQueue',
  method: 'POST',
  path: '/queue/arrive',
  summary: 'Add people to the queue',
  description: 'Returns the queue.',
  access: 'clerk',
  body: record({ count: integer({ minimum: 1, maximum: 500 }) }),
  answer: queue,
  errors: ['staff-session'],
});

export const readState = desk({
  id: 'readState',
  method: 'GET',
  path: '/state',
  summary: 'Read the site’s day',
  description: 'Public on purpose: everybody at the site may see it, and it names nobody.',
  access: 'public',
  answer: record({
    site: record({ code: string(), name: text, zone: string() }),
    election: record({ title: text, rehearsal: boolean() }),
    stage: oneOf('before', 'open', 'closed'),
    /** Whether the opening act was made; before the voting hour the stage is still `before`. */
    opened: boolean(),
    now: seconds,
    starts: seconds,
    ends: seconds,
    /** End of the grace period, in which people who stood in the queue at the closing hour may vote. */
    graceEnds: seconds,
    link: record({ up: boolean(), since: seconds }),
    /** Time at which the registrar made the kit. */
    snapshot: seconds,
    poolLeft: count,
    cards: record({ given: count, spoiled: count, pending: count, conflicts: count }),
    walkIns: record({ given: count, of: count }),
    devices: array(record({ name: string(), software: string(), holds: count, said: count })),
  }),
});

export const addDevice = desk({
  id: 'addDevice',
  method: 'POST',
  path: '/devices',
  summary: 'Put a kiosk on the inventory',
  description: '`software`: SHA-256 of the kiosk’s program. The token is given once.',
  access: 'public',
  body: record({ name, software: hex(32), supervisor: account }),
  answer: record({ token: bearer }),
  errors: ['supervisor-needed', ...noAccount],
});

const hashes = array(hex(32), { maxItems: 5_000 });

export const reportHeld = desk({
  id: 'reportHeld',
  method: 'POST',
  path: '/held',
  summary: 'Report what a kiosk holds',
  description: 'Hashes of all entries that it has not delivered (spec §11.5).',
  access: 'kiosk',
  body: record({ issues: hashes, ballots: hashes }),
  status: 204,
  errors: ['device-unknown'],
});

export const open = desk({
  id: 'openSite',
  method: 'POST',
  path: '/opening',
  summary: 'Open the site and make its opening act',
  description: 'From one hour before the site starts.',
  access: 'clerk',
  body: record({ supervisor: account }),
  status: 204,
  errors: [...noSupervisor, 'is-open', 'too-early'],
});

export const close = desk({
  id: 'closeSite',
  method: 'POST',
  path: '/closing',
  summary: 'Close the site and make its closing act',
  description:
    'After the closing hour, with a link. `without`: kiosks that cannot report any more what they hold.',
  access: 'clerk',
  body: record({
    supervisor: account,
    explanations: string({ maxLength: 4_000 }),
    without: array(name, { maxItems: 100 }),
  }),
  status: 204,
  errors: [
    ...noSupervisor,
    'desk-refused',
    'closed',
    'not-open',
    'too-early',
    'device-silent',
    'no-link',
    'numbers-move',
  ],
});

/** Content of an act, the signed certificate of a site's opening or closing. */
export const act = record({
  kind: oneOf('opening', 'closing'),
  election: record({ id: string(), title: text }),
  authority: text,
  rehearsal: boolean(),
  site: record({ code: string(), name: text, zone: string() }),
  at: seconds,
  clerk: string(),
  supervisor: string(),
  /** Counts of this site on the board when the act was made; null without a link. */
  board: orNull(record({ issued: count, ballots: count })),
  pool: record({ codes: count, left: count }),
  cards: record({
    given: count,
    registered: count,
    walkIns: count,
    moved: count,
    spoiled: count,
    refused: count,
    /** Cards that were given and are not on the board yet. */
    pending: count,
    /**
     * Valid cards for which neither the board nor a kiosk has a ballot. Negative if there are more ballots than cards.
     */
    unused: orNull(integer()),
  }),
  held: record({ issues: count, ballots: count }),
  conflicts: count,
  devices: array(record({ name: string(), software: string(), silent: boolean() })),
  explanations: string(),
  /** Hash of the journal's last line. */
  journal: string(),
});

export const readAct = desk({
  id: 'readAct',
  method: 'GET',
  path: '/acts/:kind',
  summary: 'Read a signed act',
  description:
    '`act`: its JSON text, byte for byte as it was signed. `signature`: ECDSA P-256 of the site’s key over frame("site-act/v1", E, act), in hexadecimal.',
  access: 'clerk',
  params: record({ kind: oneOf('opening', 'closing') }),
  answer: record({ act: string(), signature: string() }),
  errors: ['staff-session'],
});

export const listConflicts = desk({
  id: 'listConflicts',
  method: 'GET',
  path: '/conflicts',
  summary: 'List cards that were given without a link and that the registry would have refused',
  description: '`why`: the registry’s code.',
  access: 'clerk',
  answer: record({
    conflicts: array(record({ name: string(), voterKey: string(), why: string(), at: seconds })),
  }),
  errors: ['staff-session'],
});

export type SiteAct = Static<typeof act>;
