/** Arguments that several commands share. @module */
import { InvalidArgumentError } from 'commander';
import { PrefetchingReader } from '../board/prefetching-reader.ts';
import { tryParse, fromHex, ParseFailure } from '../crypto/bytes.ts';
import { DirectoryReader } from '../board/directory-reader.ts';
import type { BoardReader } from '../board/reader.ts';
import { WebReader } from '../board/web/web-reader.ts';

export function threadsArgument(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('a whole number from 0 to 999 expected');
  return Number(text);
}

export function hashArgument(text: string): Uint8Array {
  const hash = tryParse(() => fromHex(text, 32));
  if (hash instanceof ParseFailure)
    throw new InvalidArgumentError(
      'all 64 lower-case hex digits of the hash expected, not the words of its fingerprint',
    );
  return hash;
}

/** Parses a count. The maximum of 999999 is about two years of minutes. */
export function countArgument(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('a whole number from 1 to 999999 expected');
  return Number(text);
}

/**
 * Opens a board by its address or its directory. The caller must close it. Throws UnreadableError if the
 * address is not that of a board.
 */
export function openBoard(place: string): { readonly board: BoardReader; readonly close: () => void } {
  if (!/^https?:/i.test(place)) {
    const directory = new DirectoryReader(place);
    return {
      board: new PrefetchingReader((path, limit) => directory.read(path, limit)),
      close: () => undefined,
    };
  }
  const board = new WebReader(place);
  return { board, close: () => board.close() };
}
