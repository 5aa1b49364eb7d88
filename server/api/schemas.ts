/** Schemas that several endpoints share. @module */

import type { Static, TSchema } from 'typebox';
import { check, integer, nothing, oneOf, record, string, union } from '#crypto/json-schema.ts';

/** Returns the schema of bytes in lower-case hexadecimal; `length`: in bytes. */
export const hex = (length: number) =>
  string({ pattern: `^[0-9a-f]{${2 * length}}$`, maxLength: 2 * length });
export const digits = (count: number) => string({ pattern: `^[0-9]{${count}}$`, maxLength: count });
export const uuid = string({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  maxLength: 36,
});
/** Pattern of a bearer token, a secret of 256 bits in base64url. */
export const BEARER_PATTERN = '^[A-Za-z0-9_-]{43}$';
export const bearer = string({ pattern: BEARER_PATTERN, maxLength: 43 });
export const count = integer({ minimum: 0 });
/** POSIX time. */
export const seconds = integer({ minimum: 0, description: 'POSIX seconds' });
export const text = record({ es: string(), en: string() });
/** A sentence in both languages. */
export type Sentence = Readonly<Static<typeof text>>;
export const orNull = <S extends TSchema>(schema: S) => union(schema, nothing());
/** Name of an account of staff. */
export const accountName = string({ minLength: 1, maxLength: 64 });
/** Reason for an action, written by staff for the journal. */
export const reason = string({ minLength: 3, maxLength: 500 });
export const personId = record({ person: uuid });

/** Ways to vote. `walk-in`: on the nominal list but registered for none; may vote at any site. */
export const modality = oneOf('internet', 'in-person', 'postal', 'walk-in');
export type Modality = Static<typeof modality>;
export const isModality = (value: string): value is Modality => check(modality, value);

/** Text to search the roll for. */
export const searchText = string({ minLength: 2, maxLength: 254 });
/** Whether a person has voted by internet; `unknown` if the voting process does not answer. */
export const ballotState = oneOf('yes', 'no', 'unknown');
export type BallotState = Static<typeof ballotState>;

/** Data of a person in search results. `unit`: index of the person's unit in the manifest. */
export const foundPerson = {
  person: uuid,
  voterKey: string(),
  name: string(),
  unit: count,
  modality,
};

/** Body of an answer that reports an error. */
export const errorBody = record(
  { error: string({ description: 'a code, for programs' }), title: string() },
  { optional: { detail: string() } },
);
export type ErrorBody = Readonly<Static<typeof errorBody>>;
