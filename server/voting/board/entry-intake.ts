/** Intake of signed entries of authority, registrar, trustees and sites (POST /entries). @module */

import { matchesBlobRef, type BlobRef, type EntryKey } from '#crypto/entry/entry.ts';
import { verifiedSigner } from '#crypto/record/rules/entry-rules.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import { commonProblem, Problem } from '../../shared/http/problem.ts';
import type { Board } from './board.ts';
import type { Message } from './message.ts';
import { boardErrors } from '../../api/errors.ts';
import { boardProblem, type BoardProblemCode } from './problems.ts';
import { submissionOf, submit } from './submissions.ts';

/** Time to wait for the publication of an entry. */
const PUBLICATION_TIMEOUT_MS = 15_000;
/**
 * Limits on the messages in progress, of one party and of all parties. `large`: messages with a blob of up to 16 MB;
 * `small`: messages without a blob.
 */
const LIMITS = { large: { ofOne: 2, ofAll: 8 }, small: { ofOne: 64, ofAll: 256 } } as const;

export class EntryIntake {
  readonly #board: Board;
  /** Keys of the parties with concurrent messages, one for each message. */
  readonly #concurrent = { large: [] as EntryKey[], small: [] as EntryKey[] };

  constructor(board: Board) {
    this.#board = board;
  }

  /**
   * Posts an entry and returns its index; throws the error to answer if that fails. It may be repeated. A blob is read
   * only if a party signed its entry and the entry is not on the board yet, so nobody else can make the server store
   * one or take up the limits.
   */
  async post(message: Message): Promise<{ readonly index: number }> {
    const entry = await message.entry();
    const party = verifiedSigner(this.#board.election, entry);
    if (!party) throw boardProblem('entry-signature');
    const known = await this.#board.indexOf(leafHash(entry)); // every published entry is public, and anyone may send it again
    if (known !== undefined) return { index: known };
    const named = namedBlob(entry);
    const size = named === 'none' ? 'small' : 'large';
    const underWay = this.#concurrent[size];
    const own = underWay.filter((other) => other === party);
    if (own.length >= LIMITS[size].ofOne || underWay.length >= LIMITS[size].ofAll)
      throw commonProblem('unavailable');
    underWay.push(party);
    try {
      const blob = size === 'large' ? await message.blob() : await message.end();
      // A refusal is kept by the entry's bytes, so another blob must not spoil the right one that comes later.
      if (typeof named === 'object' && !(blob && matchesBlobRef(named, blob)))
        throw boardProblem('entry-blob');
      return await postOfficial(this.#board, entry, blob);
    } finally {
      underWay.splice(underWay.indexOf(party), 1);
    }
  }
}

/**
 * Returns the blob that an entry names, if its kind names one. A malformed entry is rejected later, and counts toward the
 * limit for large messages until then.
 */
function namedBlob(entry: Uint8Array): BlobRef | 'none' | 'malformed' {
  try {
    return blobRefOf(entry) ?? 'none';
  } catch {
    return 'malformed';
  }
}

/**
 * Submits an entry that a party signed, waits for its publication and returns its index. Throws the error to answer if
 * that fails; may be repeated.
 */
export async function postOfficial(
  board: Board,
  entry: Uint8Array,
  blob?: Uint8Array,
): Promise<{ readonly index: number }> {
  const submission = submissionOf(entry, blob);
  const waiter = board.receipts.wait(submission, PUBLICATION_TIMEOUT_MS);
  try {
    const known = await board.indexOf(submission.key); // it may have been published before the wait began
    if (known !== undefined) return { index: known };
    await submit(board.pool, submission);
    const end = await waiter.outcome;
    if (!end) throw boardProblem('not-yet');
    if ('index' in end) return end;
    const { code, detail } = end.refused;
    throw new Problem(code, boardErrors[code as BoardProblemCode], detail);
  } finally {
    waiter.end();
  }
}
