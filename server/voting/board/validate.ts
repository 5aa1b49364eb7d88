/**
 * Validation of official entries before they are appended (spec §8.8): an invalid entry is rejected, so that it does
 * not become a void entry on the board. Ballots are validated by select-ballots.ts; clock marks are made by the
 * sequencer.
 * @module
 */

import { matchesBlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { parseManifestEntry } from '#crypto/record/office.ts';
import { assertManifest } from '#crypto/record/rules/count.ts';
import { assertSigned, assertStage, isCeremony } from '#crypto/record/rules/entry-rules.ts';
import { assertRule, orInvalid } from '#crypto/record/rules/invalid-entry.ts';
import { validateBuild, validateChangeOfHours, validateIncident } from './validate-acts.ts';
import { validateClosing, validateResult, validateShare } from './validate-count.ts';
import {
  validateAdmissions,
  validateCredentialList,
  validateOpening,
  validateRevocation,
} from './validate-roll.ts';
import { validateIssue, validatePool, validateSiteClosing } from './validate-sites.ts';
import type { SignedEntry, Validate, ValidationContext } from './validation-context.ts';

const validators = new Map<number, Validate>([
  [
    Kind.manifest,
    async ({ state }, { entry }) =>
      assertManifest(parseManifestEntry(entry, state.election.authority), state),
  ],
  [Kind.build, validateBuild],
  [Kind.incident, validateIncident],
  [Kind.changeOfHours, validateChangeOfHours],
  [Kind.credentials, validateCredentialList],
  [Kind.revocation, validateRevocation],
  [Kind.pool, validatePool],
  [Kind.issue, validateIssue],
  [Kind.siteClosing, validateSiteClosing],
  [Kind.opening, validateOpening],
  [Kind.closing, validateClosing],
  [Kind.admissions, validateAdmissions],
  [Kind.tally, async () => undefined], // the tally is made by this process (tally/)
  [Kind.decryptionShare, validateShare],
  [Kind.result, validateResult],
]);

/** Validates the entry, writes its effects and applies it to the state. Throws InvalidEntry. */
export async function validateEntry(context: ValidationContext, signed: SignedEntry): Promise<void> {
  const { state } = context;
  const { entry, blob } = signed;
  const validate = validators.get(entry[0]!);
  const isMessage = isCeremony(entry[0]!);
  assertRule(validate !== undefined || isMessage, 'the kind is not accepted here', 'entry-kind');
  assertStage(entry, state);
  if (isMessage) {
    assertRule(blob === undefined, 'there is a document', 'entry-blob');
    orInvalid('entry-refused', () => state.apply(state.size, entry)); // if it throws, the state has not changed
    return;
  }
  assertSigned(state.election, entry);
  const ref = orInvalid('entry-form', () => blobRefOf(entry));
  const isComplete = ref ? blob !== undefined && matchesBlobRef(ref, blob) : blob === undefined;
  assertRule(isComplete, 'the document is missing, or another one', 'entry-blob');
  await validate?.(context, signed);
  state.apply(state.size, entry);
}
