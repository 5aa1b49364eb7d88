/** Mutations of files of a board (checkpoints, tiles, bundles) whose entries stay consistent. @module */

import { utf8 } from '#crypto/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '#crypto/log/checkpoint.ts';
import { parseNote } from '#crypto/log/note.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import type { BoardFiles } from '../board-files.ts';
import { withEdit } from './draft.ts';
import type { Mutation, Site } from './mutation.ts';

/**
 * Returns a mutation that changes files. `change` runs only when the files are made from the draft.
 */
const edit =
  (says: string, change: (files: BoardFiles, site: Site) => void): Mutation =>
  (draft, site) => ({ draft: withEdit(draft, (files) => change(files, site)), says });

const isNote = (path: string): boolean => path === 'checkpoint' || path.startsWith('clock/');
const anyOf = (files: BoardFiles, chance: Chance, isMeant: (path: string) => boolean): string | undefined => {
  const paths = [...files.keys()].filter(isMeant);
  return paths.length > 0 ? chance.of(paths) : undefined;
};

const flip = edit('one bit of a file', (files, { chance }) => {
  const path = anyOf(files, chance, () => true);
  const bytes = path !== undefined && Uint8Array.from(files.get(path)!);
  if (!bytes || bytes.length === 0) return;
  bytes[chance.below(bytes.length)]! ^= 1 << chance.below(8);
  files.set(path, bytes);
});

const remove = edit('a file missing', (files, { chance }) => {
  const path = anyOf(files, chance, (own) => own !== 'checkpoint'); // without it there is nothing to verify
  if (path !== undefined) files.delete(path);
});

const exchange = edit('two files exchanged', (files, { chance }) => {
  const alike = chance.is(0.7) ? isNote : (): boolean => true;
  const [a, b] = [anyOf(files, chance, alike), anyOf(files, chance, alike)];
  if (a === undefined || b === undefined) return;
  const [first, second] = [files.get(a)!, files.get(b)!];
  files.set(a, second).set(b, first);
});

/** Removes, doubles or replaces a line of a checkpoint. */
const lines = edit('the lines of a checkpoint', (files, { chance }) => {
  const path = anyOf(files, chance, isNote)!;
  const other = anyOf(files, chance, isNote)!;
  const text = (own: string): string[] => new TextDecoder().decode(files.get(own)).split('\n');
  const own = text(path);
  const signed = own.flatMap((line, i) => (line.startsWith('\u2014') ? [i] : []));
  if (signed.length === 0) return;
  const at = chance.of(signed);
  const theirs = text(other).find((line) => line.slice(0, 20) === own[at]!.slice(0, 20)) ?? '';
  const changed = chance.of([
    own.toSpliced(at, 1),
    own.toSpliced(at, 0, own[at]!),
    own.with(at, theirs),
    own.toSpliced(at, 0, theirs),
  ]);
  files.set(path, utf8(changed.join('\n')));
});

/** Changes size, root or time of a checkpoint, signed by the log and all witnesses. */
const signed = edit('a checkpoint signed anew', (files, { chance, world }) => {
  const path = anyOf(files, chance, isNote)!;
  const read = checkpointOf(files.get(path)!);
  if (!read) return;
  const [by, root] = [chance.of([-1, 1, 0, 0, 0]), chance.is(0.3) ? chance.bytes(32) : read.root];
  const size = Math.max(1, read.size + by);
  const origin = chance.is(0.1) ? 'board.example/other' : read.origin;
  const time = chance.is(0.5) ? world.election.opens : chance.below(2_000_000_000);
  files.set(path, world.log.sign(formatCheckpoint({ origin, size, root }), time));
});

function checkpointOf(bytes: Uint8Array): ReturnType<typeof parseCheckpoint> | undefined {
  try {
    return parseCheckpoint(parseNote(bytes).text);
  } catch {
    return undefined; // changed already
  }
}

export const fileChanges = {
  fileFlip: flip,
  fileRemove: remove,
  fileExchange: exchange,
  noteLines: lines,
  noteSigned: signed,
};
