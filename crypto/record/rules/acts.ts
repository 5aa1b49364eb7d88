/** Rules for acts of office: incidents, builds, changes of hours (spec chapter 12). @module */

import { parseBuildDocument, parseIncidentDocument } from '../act-documents.ts';
import { parseBuild, parseChangeOfHours, parseIncident } from '../acts.ts';
import { assertRule, orInvalid } from './invalid-entry.ts';
import type { RecordState } from './record-state.ts';

/** Throws unless an incident is valid, except for its stage and signatures (§12.1). `document` is its blob. */
export function assertIncident(
  entry: Uint8Array,
  document: Uint8Array,
  { acts, election }: RecordState,
): void {
  const { follows } = orInvalid('entry-form', () => parseIncident(entry, election.authority));
  acts.assertNew(entry);
  orInvalid('entry-refused', () => parseIncidentDocument(document, election));
  if (follows !== 0) acts.assertIncidentAt(follows);
}

/** Throws unless a build is valid, except for its stage and signatures (§12.2). `document` is its blob. */
export function assertBuild(
  entry: Uint8Array,
  document: Uint8Array,
  { acts, election, stage }: RecordState,
): void {
  const { incident } = orInvalid('entry-form', () => parseBuild(entry, election.authority));
  acts.assertNew(entry);
  orInvalid('entry-refused', () => parseBuildDocument(document, election));
  if (incident !== 0) acts.assertIncidentAt(incident);
  else assertRule(stage !== 'open', 'it changes the software and names no incident');
}

/** Throws unless a change of hours is valid, except for its stage and signatures (§12.3). */
export function assertChangeOfHours(
  entry: Uint8Array,
  { acts, election, clock, closedSites }: RecordState,
): void {
  const change = orInvalid('entry-form', () => parseChangeOfHours(entry, election.authority));
  acts.assertIncidentAt(change.incident);
  acts.hours.assertChange(change, { clock, closedSites });
}
