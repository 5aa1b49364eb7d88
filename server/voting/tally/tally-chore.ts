/** After the admissions: the encrypted tally, made and put on the board without being asked. @module */

import type { Pool } from 'pg';
import type { Signer } from '#crypto/ecdsa.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { blobRef, signEntry } from '#crypto/entry/entry.ts';
import { encodeTallyEntry } from '#crypto/record/office.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { submissionOf, submit } from '../board/submissions.ts';
import { makeTally } from './make-tally.ts';

/** Work of the node that leads; it comes by in every stage. Two nodes at once make the same tally, and one is taken. */
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
