/** Endpoints of the voting process (docs/api.md). @module */

import { array, boolean, integer, oneOf, record, string } from '#crypto/json-schema.ts';
import { stages } from '#crypto/record/rules/entry-rules.ts';
import { endpointsOf, OCTETS } from './endpoint.ts';
import { votingErrors } from './errors.ts';
import { count, hex, seconds } from './schemas.ts';

const ballot = endpointsOf('ballots', votingErrors);
const board = endpointsOf('board', votingErrors);

/** Maximum number of hashes in one request to `readArrived`. */
export const MAX_ARRIVED_HASHES = 1_000;
/** Pattern of a ballot's tracker: 64 hexadecimal digits, or the printed form. */
export const TRACKER_PATTERN = '^([0-9a-f]{64}|[0-9A-Z]{4}(-[0-9A-Z]{4}){5})$';

const receipt = record({
  index: count,
  entry: string({ description: 'the entry on the board, base64' }),
  receipt: string({ description: 'C2SP tlog-proof' }),
});

const castErrors = [
  'ticket',
  'ticket-over',
  'other-credential',
  'not-open',
  'too-late',
  'bad-ballot',
  'credential-unknown',
  'credential-revoked',
  'already-voted',
  'copied',
  'site-hours',
  'not-yet',
  'busy',
] as const;

export const castBallot = ballot({
  id: 'castBallot',
  method: 'POST',
  path: '/ballots',
  summary: 'Cast a ballot',
  description: 'The body is the entry’s bytes (spec chapter 07). The same bytes again have the same outcome.',
  access: 'ticket',
  body: OCTETS,
  answer: receipt,
  errors: castErrors,
});

export const challengeBallot = ballot({
  id: 'challengeBallot',
  method: 'POST',
  path: '/challenges',
  summary: 'Open a ballot that is not cast',
  description: 'The body is `kind || body` of a challenged ballot (spec §7.8). The ballot is never counted.',
  access: 'ticket',
  body: OCTETS,
  answer: receipt,
  errors: [...castErrors, 'bad-challenge', 'too-many-challenges'],
});

export const findTracker = ballot({
  id: 'findTracker',
  method: 'GET',
  path: '/trackers/:tracker',
  summary: 'Find a ballot or challenged ballot by its tracker',
  description: 'The tracker is given in hexadecimal, or as it is printed. The receipt is fresh.',
  access: 'public',
  params: record({ tracker: string({ pattern: TRACKER_PATTERN }) }),
  answer: receipt,
  errors: ['not-on-board', 'not-yet'],
});

export const readCredential = ballot({
  id: 'readCredential',
  method: 'GET',
  path: '/credentials/:credential',
  summary: 'Read the board’s state of a credential',
  description: 'Trackers are those of its ballots, oldest first.',
  access: 'public',
  params: record({ credential: hex(32) }),
  answer: record({ listed: boolean(), revoked: boolean(), voted: boolean(), trackers: array(hex(32)) }),
});

const TICKET_KEY = '^0[23][0-9a-f]{64}$';

export const readTicketKey = ballot({
  id: 'readTicketKey',
  method: 'GET',
  path: '/tickets/key',
  summary: 'Read the public key under which tickets are accepted',
  description: 'The registry compares it with its own before anybody logs in. P-256, compressed.',
  access: 'public',
  answer: record({ key: string({ pattern: TICKET_KEY }) }),
});

export const revokeTicket = ballot({
  id: 'revokeTicket',
  method: 'POST',
  path: '/tickets/revoke',
  summary: 'Revoke a ticket',
  description: 'The body is the registry’s order, `id || signature`.',
  access: 'public',
  body: OCTETS,
  status: 204,
  errors: ['ticket'],
});

export const readEnvelopeKey = ballot({
  id: 'readEnvelopeKey',
  method: 'GET',
  path: '/envelopes/key',
  summary: 'Read the key for which kiosks seal ballots',
  description: 'P-256, uncompressed.',
  access: 'public',
  answer: record({ key: string({ pattern: '^04[0-9a-f]{128}$' }) }),
});

export const castEnvelope = ballot({
  id: 'castEnvelope',
  method: 'POST',
  path: '/envelopes',
  summary: 'Cast a ballot that a kiosk kept',
  description: 'The body is the sealed envelope (docs/decisions/0008). The same one twice is one ballot.',
  access: 'public',
  body: OCTETS,
  answer: receipt,
  errors: [...castErrors, 'bad-envelope'],
});

export const readStatus = board({
  id: 'readStatus',
  method: 'GET',
  path: '/status',
  summary: 'Read the election’s stage, hours and counts',
  description: 'It is answered from memory, also while the database is away.',
  access: 'public',
  answer: record(
    {
      electionId: hex(32),
      stage: oneOf(...stages),
      /** Time of the board's last clock entry, and the voting hours in force. */
      clock: seconds,
      opens: seconds,
      closes: seconds,
      graceEnds: seconds,
      /** Number of published entries, and of ballots among them. */
      size: count,
      ballots: count,
      challenged: count,
      /** Run of the key ceremony, and the trustees who were excluded. */
      run: count,
      culprits: array(integer()),
    },
    { optional: { tally: hex(32) } },
  ),
});

export const readHours = board({
  id: 'readHours',
  method: 'GET',
  path: '/hours',
  summary: 'Read the changes of hours, with receipts',
  description:
    'In the order of the board (spec §12.3). Whoever has them needs to trust nobody for the end that is in force.',
  access: 'public',
  answer: record({ changes: array(receipt) }),
});

export const postEntry = board({
  id: 'postEntry',
  method: 'POST',
  path: '/entries',
  summary: 'Post a signed entry of authority, registrar, trustee or site',
  description:
    'The body is `u32 length || entry || blob`. The blob is read once the entry’s signature is verified. The answer comes once the entry is published.',
  access: 'public',
  body: OCTETS,
  answer: record({ index: count }),
  errors: [
    'entry-form',
    'entry-kind',
    'entry-signature',
    'entry-blob',
    'entry-stage',
    'entry-refused',
    'site-hours',
    'site-quota',
    'not-yet',
  ],
});

const site = record({ site: string({ pattern: '^[0-9]{1,3}$' }) });

export const readSite = board({
  id: 'readSite',
  method: 'GET',
  path: '/sites/:site',
  summary: 'Count the credentials issued at a site and the ballots cast there',
  description:
    'The site is given by its position in the manifest. `missing`: entries that its closing lists and that have not arrived.',
  access: 'public',
  params: site,
  answer: record({ issued: count, ballots: count, closed: boolean(), missing: count }),
});

export const readArrived = board({
  id: 'readArrived',
  method: 'POST',
  path: '/sites/:site/arrived',
  summary: 'Select the entries of a site that are on the board',
  description: `The body is SHA-256 hashes, one after another, ${MAX_ARRIVED_HASHES} at most.`,
  access: 'public',
  params: site,
  body: OCTETS,
  answer: record({ arrived: array(hex(32)) }),
});
