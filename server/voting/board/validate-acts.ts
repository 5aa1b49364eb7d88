/** Validation of acts of office: builds, incidents and changes of hours (spec chapter 12). @module */

import { parseIncidentDocument } from '#crypto/record/act-documents.ts';
import { personalDataIn } from '#crypto/record/personal-data.ts';
import { assertBuild, assertChangeOfHours, assertIncident } from '#crypto/record/rules/acts.ts';
import { assertRule } from '#crypto/record/rules/invalid-entry.ts';
import type { Validate } from './validation-context.ts';

/** Validates a build (§12.2). */
export const validateBuild: Validate = async ({ state }, { entry, blob }) => assertBuild(entry, blob!, state);

/** Validates an incident (§12.1). Its texts are public for ever, so that one with personal data is refused. */
export const validateIncident: Validate = async ({ state }, { entry, blob }) => {
  assertIncident(entry, blob!, state);
  const { what, done } = parseIncidentDocument(blob!, state.election);
  for (const text of [what.es, what.en, done.es, done.en]) {
    const found = personalDataIn(text);
    assertRule(found === undefined, `the text seems to have personal data: ${found}`);
  }
};

/** Validates a change of hours (§12.3). */
export const validateChangeOfHours: Validate = async ({ state }, { entry }) =>
  assertChangeOfHours(entry, state);
