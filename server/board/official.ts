/** Signed entries of authority, registrar and trustees: the mailbox of ceremony and count. @module */

import { MAX_BLOB_LENGTH, MAX_ENTRY_LENGTH } from '#crypto/record/entry.ts';
import { commonProblem, Problem } from '../http/problem.ts';
import type { Board } from './board.ts';
import { isSignedByParty } from './judge.ts';
import { boardProblem, boardProblems, type BoardProblemCode } from './problems.ts';
import { officialSubmission, submit } from './submissions.ts';

/** Milliseconds. */
const PATIENCE = 15_000;

/** The longest body: `u32 length || entry || blob`. */
export const MAX_MESSAGE = 4 + MAX_ENTRY_LENGTH + MAX_BLOB_LENGTH;

/** Puts an entry on the board; gives its index. Throws the problem to answer; may be repeated. */
export async function postOfficial(board: Board, message: Uint8Array): Promise<{ readonly index: number }> {
  const { entry, blob } = split(message);
  if (!isSignedByParty(board.state, entry)) throw boardProblem('entry-signature');
  const submission = officialSubmission(entry, blob);
  const waiter = board.receipts.wait(submission, PATIENCE);
  try {
    const known = await board.receiptOf(submission.key);
    if (known) return { index: known.index };
    await submit(board.pool, submission);
    const end = await waiter.outcome;
    if (!end) throw boardProblem('not-yet');
    if ('index' in end) return end;
    const { code, detail } = end.refused;
    throw new Problem(code, boardProblems[code as BoardProblemCode], detail);
  } finally {
    waiter.end();
  }
}

function split(message: Uint8Array): { entry: Uint8Array; blob: Uint8Array | undefined } {
  if (message.length < 5) throw commonProblem('malformed');
  const length = new DataView(message.buffer, message.byteOffset).getUint32(0);
  if (length < 1 || length > MAX_ENTRY_LENGTH || 4 + length > message.length)
    throw commonProblem('malformed');
  const blob = message.subarray(4 + length);
  return { entry: message.subarray(4, 4 + length), blob: blob.length > 0 ? blob : undefined };
}
