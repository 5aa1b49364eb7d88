/** Validation of acts of office: builds, incidents and changes of hours (spec chapter 12). @module */

import { parseIncidentDocument } from '#crypto/record/act-documents.ts';
import { personalDataIn } from '#crypto/record/personal-data.ts';
import { assertBuild, assertChangeOfHours, assertIncident } from '#crypto/record/rules/acts.ts';
import { assertRule } from '#crypto/record/rules/invalid-entry.ts';
import type { SignedEntry, Validate } from './validation-context.ts';

function documentOf({ blob }: SignedEntry): Uint8Array {
  assertRule(blob !== undefined, 'there is no document', 'entry-blob');
  return blob;
}

/** Validates a build (§12.2). */
export const validateBuild: Validate = async ({ state }, signed) =>
  assertBuild(signed.entry, documentOf(signed), state);

/**
 * Validates an incident (§12.1). What is on the board cannot be taken back, so an incident with personal data is
 * refused.
 */
export const validateIncident: Validate = async ({ state }, signed) => {
  const document = documentOf(signed);
  assertIncident(signed.entry, document, state);
  const { what, done } = parseIncidentDocument(document, state.election);
  for (const text of [what.es, what.en, done.es, done.en]) {
    const found = personalDataIn(text);
    assertRule(found === undefined, `the text seems to have personal data: ${found}`);
  }
};

/** Validates a change of hours (§12.3). */
export const validateChangeOfHours: Validate = async ({ state }, { entry }) =>
  assertChangeOfHours(entry, state);
