/** Clock marks: which are valid, and which are anchored, so that witnesses date them (spec §8.6). @module */
import { ParseFailure } from '../crypto/bytes.ts';
import { precheckSignatures } from '../crypto/signatures.ts';
import { sentences } from '../findings/sentences.ts';
import type { Election } from './election.ts';
import { openSigned } from './entry.ts';

/** Time between two marks above which the earlier one is anchored. */
const MAX_UNANCHORED_SECONDS = 60n;

/** Valid mark, with the root of the log up to and including it. */
export interface Mark {
  readonly index: number;
  readonly time: bigint;
  readonly root: Uint8Array;
}

/** Last valid mark. It may become anchored by the next one, so that it must be kept until then. */
export interface LastMark<T extends Pick<Mark, 'time'> = Mark> {
  readonly mark: T;
  readonly isAnchored: boolean;
}

/** Reads a mark. Returns its time, or the first rule that it breaks. `before`: time of the last valid mark. */
export async function readMark(
  election: Pick<Election, 'id' | 'board'>,
  bytes: Uint8Array,
  before: bigint | undefined,
): Promise<bigint | ParseFailure> {
  const read = openSigned(election, bytes, (reader) => reader.u64());
  if (read instanceof ParseFailure) return read;
  await precheckSignatures(() => [read.claimOf(election.board)]);
  if (!read.signedBy(election.board)) return new ParseFailure(sentences.badSignature());
  if (before !== undefined && read.body < before) return new ParseFailure(sentences.clockWentBack());
  return read.body;
}

/** Takes the next mark, and returns the marks that are anchored because of it, the one before it first. */
export function followMark<T extends Pick<Mark, 'time'>>(
  before: LastMark<T> | undefined,
  mark: T,
): { readonly last: LastMark<T>; readonly anchored: readonly T[] } {
  const isFirst = !before || minuteOf(mark) !== minuteOf(before.mark);
  const anchored = isFirst ? [mark] : [];
  if (before && !before.isAnchored && mark.time - before.mark.time > MAX_UNANCHORED_SECONDS)
    anchored.unshift(before.mark);
  return { last: { mark, isAnchored: isFirst }, anchored };
}

function minuteOf({ time }: Pick<Mark, 'time'>): bigint {
  return time / 60n;
}

/** Returns the path of the witnessed checkpoint of a mark. */
export function markPath({ index }: Pick<Mark, 'index'>): string {
  return `clock/${index + 1}`;
}
