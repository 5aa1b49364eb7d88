/** Automatic publication of the encrypted tally after the admissions. @module */

import type { Pool } from 'pg';
import type { Signer } from '#crypto/ecdsa.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeTallyEntry } from '#crypto/record/office.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { submissionOf, submit } from '../board/submissions.ts';
import { makeTally } from './make-tally.ts';

/**
 * Returns a task that the leading node runs in every turn; it acts only in the stage `admitted`. If two nodes run it at
 * once, they make the same tally, and one is accepted.
 */
export function tallyChore(
  pool: Pool,
  election: Election,
  signer: Signer,
): (state: RecordState) => Promise<void> {
  let submitted = false;
  return async ({ stage }) => {
    if (stage !== 'admitted' || submitted) return;
    const blob = await makeTally(pool, election);
    const entry = await signEntry(signer, election.id, encodeTallyEntry(blobRef(blob)));
    await submit(pool, submissionOf(entry, blob));
    submitted = true;
  };
}
