/** Endpoints of the registry for the desks of sites (docs/api.md). No path names a person. @module */

import { array, boolean, integer, oneOf, record, string } from '#crypto/json-schema.ts';
import { endpointsOf } from './endpoint.ts';
import { registryErrors } from './errors.ts';
import {
  accountName,
  bearer,
  count,
  foundPerson,
  hex,
  orNull,
  personId,
  reason,
  seconds,
  uuid,
  searchText,
  ballotState,
} from './schemas.ts';
import { foundPeople } from './staff.ts';

const site = endpointsOf('sites', registryErrors);

/** Author of an action: an account of the desk. */
const author = { clerk: accountName };
const approval = { optional: { supervisor: accountName, reason } };

export const openSession = site({
  id: 'openDeskSession',
  method: 'POST',
  path: '/desk/session',
  summary: 'Open a session of a site’s desk',
  description: 'The signature is the site’s key over its hour (server/api/desk-greeting.ts).',
  access: 'public',
  body: record({ site: count, seconds: count, signature: hex(64) }),
  answer: record({ session: bearer, expires: seconds }),
  errors: ['desk-refused'],
});

export const find = site({
  id: 'findPeopleForDesk',
  method: 'POST',
  path: '/desk/find',
  summary: 'Search the whole roll',
  description: 'As /staff/search.',
  access: 'site',
  body: record({ by: oneOf('voterKey', 'name'), text: searchText, ...author }),
  answer: foundPeople,
  errors: ['desk-refused'],
});

export const readPerson = site({
  id: 'readPersonForDesk',
  method: 'POST',
  path: '/desk/status',
  summary: 'Read a person’s registration',
  description:
    '`site`: the one for which the person is registered. `served`: the one that has served the person. `ballot`: by internet.',
  access: 'site',
  body: record({ ...personId.properties, ...author }),
  answer: record({
    ...foundPerson,
    style: count,
    site: orNull(count),
    inForce: boolean(),
    served: orNull(count),
    ballot: ballotState,
  }),
  errors: ['desk-refused', 'person-unknown'],
});

export const claim = site({
  id: 'claimPerson',
  method: 'POST',
  path: '/desk/claim',
  summary: 'Claim a person for a site',
  description:
    'The same claim (a UUID) may be sent again. An internet credential is revoked, unless its ballot was first.',
  access: 'site',
  body: record({ person: uuid, claim: uuid, ...author }, approval),
  answer: record({ unit: count, style: count, ground: integer() }),
  errors: [
    'desk-refused',
    'person-unknown',
    'served-elsewhere',
    'served-here',
    'voted-internet',
    'other-site',
    'registered-postal',
    'registered-internet',
    'not-in-force',
    'no-more-walk-ins',
    'voting-unreachable',
    'voting-refused',
  ],
});

export const spoil = site({
  id: 'spoilCard',
  method: 'POST',
  path: '/desk/spoil',
  summary: 'Revoke the credential of a spoiled card',
  description: 'Another card can be given then.',
  access: 'site',
  body: record({ person: uuid, claim: uuid, credential: hex(32), ...author }, approval),
  status: 204,
  errors: [
    'desk-refused',
    'person-unknown',
    'served-elsewhere',
    'card-used',
    'voting-unreachable',
    'voting-refused',
  ],
});

export const reconcile = site({
  id: 'reconcileClaims',
  method: 'POST',
  path: '/desk/reconcile',
  summary: 'Report claims that were made without a link',
  description: 'Returns those that the registry would have refused, with the code of the reason.',
  access: 'site',
  body: record({ ...author, claims: array(record({ person: uuid, claim: uuid }), { maxItems: 2_000 }) }),
  answer: record({ conflicts: array(record({ claim: uuid, person: uuid, error: string() })) }),
  errors: ['desk-refused', 'voting-unreachable'],
});
