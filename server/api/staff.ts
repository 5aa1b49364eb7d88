/** Endpoints of the registry for help desk, office and supervisors (docs/api.md). No path names a person. @module */

import { array, boolean, oneOf, record, string } from '#crypto/json-schema.ts';
import { endpointsOf } from './endpoint.ts';
import { registryErrors } from './errors.ts';
import {
  accountName,
  bearer,
  count,
  digits,
  foundPerson,
  orNull,
  personId,
  reason,
  seconds,
  uuid,
  searchText,
  ballotState,
} from './schemas.ts';

const staff = endpointsOf('staff', registryErrors);
const office = endpointsOf('office', registryErrors);

export const ROLES = ['help', 'office', 'supervisor'] as const;

const caller = ['staff-session', 'staff-role'] as const;

export const logIn = staff({
  id: 'logInStaff',
  method: 'POST',
  path: '/staff/login',
  summary: 'Log in with password and authenticator code',
  description:
    '`earlier` is the code before `code`; it must be sent once a name has had 20 wrong codes in a day.',
  access: 'public',
  body: record(
    { name: accountName, password: string({ minLength: 1, maxLength: 200 }), code: digits(6) },
    { optional: { earlier: digits(6) } },
  ),
  answer: record({ session: bearer, role: oneOf(...ROLES), expires: seconds }),
  errors: ['staff-refused', 'locked'],
});

export const logOut = staff({
  id: 'logOutStaff',
  method: 'POST',
  path: '/staff/logout',
  summary: 'End the session',
  description: 'Other sessions of the same account stay.',
  access: 'staff',
  status: 204,
  errors: ['staff-session'],
});

/** Search results, 20 people at most, and whether there are more. */
export const foundPeople = record({ people: array(record(foundPerson)), more: boolean() });

export const search = staff({
  id: 'searchPeople',
  method: 'POST',
  path: '/staff/search',
  summary: 'Search the roll',
  description:
    'By name: the beginning of any of its words, without regard to accents and case. 20 people at most.',
  access: 'staff',
  body: record({ by: oneOf('voterKey', 'email', 'name'), text: searchText }),
  answer: foundPeople,
  errors: caller,
});

export const readPerson = staff({
  id: 'readPerson',
  method: 'POST',
  path: '/staff/status',
  summary: 'Read a person’s registration and access',
  description: 'Whether there is a ballot is asked of the voting process; it is `unknown` without an answer.',
  access: 'staff',
  body: personId,
  answer: record({
    ...foundPerson,
    style: count,
    email: orNull(string()),
    mobile: orNull(string()),
    hasCredential: boolean(),
    invitation: oneOf('none', 'waiting', 'sent', 'failed'),
    firstAccess: boolean(),
    locked: boolean(),
    session: boolean(),
    admitted: boolean(),
    ballot: ballotState,
    pendingChange: boolean(),
  }),
  errors: [...caller, 'person-unknown'],
});

/** Declares an endpoint that changes a person's access; its requests contain a reason. */
const action = <const Id extends string>(
  id: Id,
  path: `/staff/${string}`,
  summary: string,
  description: string,
) =>
  staff({
    id,
    method: 'POST',
    path,
    summary,
    description,
    access: 'staff',
    body: record({ person: uuid, reason }),
    status: 204,
    errors: [
      ...caller,
      'person-unknown',
      'no-credential',
      'only-before-opening',
      'issue-running',
      'voting-unreachable',
      'voting-refused',
    ],
  });

export const resendLink = action(
  'resendLink',
  '/staff/resend-link',
  'Send the log-in link again',
  'The links before it expire.',
);
export const unlock = action(
  'unlock',
  '/staff/unlock',
  'Unlock a paused access',
  'Failed attempts are counted from zero again.',
);
export const endSessions = action(
  'endSessions',
  '/staff/end-sessions',
  'End a person’s sessions',
  'Their tickets are revoked at the voting process.',
);
export const reissue = action(
  'reissue',
  '/staff/reissue',
  'Issue another credential',
  'Before the opening only. The credential before it is revoked.',
);

const longText = string({ minLength: 3, maxLength: 2000 });

export const askChange = staff({
  id: 'askChange',
  method: 'POST',
  path: '/staff/changes',
  summary: 'Ask for a change of contact data',
  description: 'Another member, a supervisor, releases it. `answers`: how the person was identified.',
  access: 'staff',
  body: record(
    { person: uuid, answers: longText, reason },
    { optional: { email: string({ maxLength: 254 }), mobile: string({ maxLength: 40 }) } },
  ),
  answer: record({ change: uuid }),
  errors: [...caller, 'person-unknown', 'contact-form', 'contact-taken'],
});

export const listChanges = staff({
  id: 'listChanges',
  method: 'GET',
  path: '/staff/changes',
  summary: 'List the pending changes of contact data',
  description: 'For supervisors.',
  access: 'staff',
  answer: record({
    changes: array(
      record({
        change: uuid,
        person: uuid,
        name: string(),
        email: orNull(string()),
        mobile: orNull(string()),
        answers: string(),
        reason: string(),
        requestedBy: string(),
      }),
    ),
  }),
  errors: caller,
});

export const decideChange = staff({
  id: 'decideChange',
  method: 'POST',
  path: '/staff/changes/decide',
  summary: 'Release or refuse a change of contact data',
  description: 'For supervisors, never the one who asked for it.',
  access: 'staff',
  body: record({ change: uuid, release: boolean(), reason }),
  status: 204,
  errors: [
    ...caller,
    'change-unknown',
    'same-person',
    'contact-taken',
    'voting-unreachable',
    'voting-refused',
  ],
});

const counts = array(count, { description: 'by unit, in the order of the manifest' });

export const countRoll = office({
  id: 'countRoll',
  method: 'GET',
  path: '/office/roll',
  summary: 'Count the roll by unit',
  description: 'For the office.',
  access: 'staff',
  answer: record({ roll: counts }),
  errors: caller,
});

export const postAdmissions = office({
  id: 'postAdmissions',
  method: 'POST',
  path: '/office/admissions',
  summary: 'Publish how many people were admitted',
  description: 'Between closing and tally. `inPerson` stands there where the manifest has sites.',
  access: 'staff',
  answer: record({
    index: count,
    admitted: record({ internet: counts }, { optional: { inPerson: counts } }),
  }),
  errors: [...caller, 'only-after-closing', 'already-admitted', 'voting-unreachable', 'voting-refused'],
});
