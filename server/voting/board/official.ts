/** Signed entries of authority, registrar and trustees: the mailbox of ceremony and count. @module */

import { toHex } from '#crypto/bytes.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import { commonProblem, Problem } from '../../shared/http/problem.ts';
import type { Board } from './board.ts';
import { partyOf } from './judge.ts';
import type { Message } from './message.ts';
import { boardErrors } from '../../api/errors.ts';
import { boardProblem, type BoardProblemCode } from './problems.ts';
import { officialSubmission, submit } from './submissions.ts';

/** Milliseconds. */
const PATIENCE = 15_000;
/** Messages that are under way at a time, of one party and of all: those with a blob of up to 16 MB, and all others. */
const most = { large: { ofOne: 2, ofAll: 8 }, small: { ofOne: 64, ofAll: 256 } } as const;

export class Mailbox {
  readonly #board: Board;
  /** Of whom messages are under way: a party's key for each message. */
  readonly #underWay = { large: [] as string[], small: [] as string[] };

  constructor(board: Board) {
    this.#board = board;
  }

  /**
   * Puts an entry on the board; gives its index. Throws the problem to answer; may be repeated. A blob is read only of
   * an entry that a party signed and that is not on the board yet: nobody else can make us keep one, or take its place.
   */
  async post(message: Message): Promise<{ readonly index: number }> {
    const entry = await message.entry();
    const party = partyOf(this.#board.state, entry);
    if (!party) throw boardProblem('entry-signature');
    const known = await this.#board.indexOf(leafHash(entry)); // everyone has what is on the board, and may send it again
    if (known !== undefined) return { index: known };
    const name = toHex(party);
    const size = hasBlob(entry) ? 'large' : 'small';
    const underWay = this.#underWay[size];
    const own = underWay.filter((other) => other === name);
    if (own.length >= most[size].ofOne || underWay.length >= most[size].ofAll)
      throw commonProblem('unavailable');
    underWay.push(name);
    try {
      const blob = size === 'large' ? await message.blob() : await message.end();
      return await postOfficial(this.#board, entry, blob);
    } finally {
      underWay.splice(underWay.indexOf(name), 1);
    }
  }
}

/** What is malformed is refused later, and takes the dearer place until then. */
function hasBlob(entry: Uint8Array): boolean {
  try {
    return blobRefOf(entry) !== undefined;
  } catch {
    return true;
  }
}

/** Puts an entry that a party signed on the board; gives its index. Throws the problem to answer; may be repeated. */
export async function postOfficial(
  board: Board,
  entry: Uint8Array,
  blob?: Uint8Array,
): Promise<{ readonly index: number }> {
  const submission = officialSubmission(entry, blob);
  const waiter = board.receipts.wait(submission, PATIENCE);
  try {
    const known = await board.indexOf(submission.key); // since it was asked for, which nobody would tell the waiter
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
