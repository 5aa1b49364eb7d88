/** Validation of entries about who may vote and who was admitted (spec chapter 06, §8.8). @module */

import { encodeElement } from '#crypto/group.ts';
import {
  parseAdmissions,
  parseCredentialList,
  parseOpening,
  parseRevocation,
} from '#crypto/record/office.ts';
import { orInvalid } from '#crypto/record/rules/invalid-entry.ts';
import {
  assertAdmissions,
  assertCredentialList,
  assertOpening,
  assertRevocable,
} from '#crypto/record/rules/roll.ts';
import {
  activeByUnit,
  areNew,
  credentialFacts,
  issuedByUnit,
  votedByInternet,
  walkInsByUnit,
} from './credential-facts.ts';
import type { Validate } from './validation-context.ts';

/** Validates and lists credentials (§6.2). */
export const validateCredentialList: Validate = async ({ db, state: { election } }, { entry }) => {
  const list = orInvalid('entry-form', () => parseCredentialList(entry));
  const { style, unit, credentials } = list;
  assertCredentialList(list, { election, areNew: await areNew(db, credentials) });
  await db.query(
    `insert into voting.credential (credential, style, unit)
      select credential, $2, $3 from unnest($1::bytea[]) as credential`,
    [credentials, style, unit],
  );
};

/** Validates a revocation and revokes the credential (§6.3). */
export const validateRevocation: Validate = async ({ db }, { entry }) => {
  const X = encodeElement(orInvalid('entry-form', () => parseRevocation(entry)).credential);
  assertRevocable(await credentialFacts(db, X));
  await db.query('update voting.credential set revoked = true where credential = $1', [X]);
};

/** Validates the opening (§6.4, §8.8). */
export const validateOpening: Validate = async ({ db, state }, { entry }) => {
  const { election } = state;
  const roll = orInvalid('entry-form', () => parseOpening(entry, election));
  assertOpening(roll, { state, active: await activeByUnit(db, election.unitCount) });
};

/** Validates the admissions (§6.5). */
export const validateAdmissions: Validate = async ({ db, state: { election, roll } }, { entry }) => {
  const admissions = orInvalid('entry-form', () => parseAdmissions(entry, election));
  assertAdmissions(admissions, {
    roll,
    votedByInternet: await votedByInternet(db, election.unitCount),
    issued: await issuedByUnit(db, election.unitCount),
    walkIns: await walkInsByUnit(db, election.unitCount),
  });
};
