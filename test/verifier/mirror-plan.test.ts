import { expect, test } from 'vitest';
import type { Checkpoint } from '../../verifier/board/log/note.ts';
import type { Election } from '../../verifier/election/election.ts';
import { startOfLog } from '../../verifier/observe/mirror/attachment-search.ts';
import type { Attachment } from '../../verifier/observe/mirror/attachments.ts';
import type { KeptCheckpoint } from '../../verifier/observe/mirror/kept-checkpoint.ts';
import { planRefresh } from '../../verifier/observe/mirror/plan.ts';
import { TileHashes } from '../../verifier/observe/mirror/tile-hashes.ts';

const election = {} as Election;
const checkpointOf = (size: number): KeptCheckpoint => ({
  note: Uint8Array.of(size),
  checkpoint: { size } as Checkpoint,
  election,
});
const hashes = new TileHashes();
const nothing = { position: startOfLog, atEnd: { present: [], missing: [] } };
const missing: readonly Attachment[] = [{ path: 'blob/00', limit: 1, isRight: () => true }];

test('a new mirror copies all files and the checkpoint', () => {
  const state = { ...nothing, kept: undefined, hashes, checkedSize: 0, missing: [] };
  const served = checkpointOf(5);
  expect(planRefresh(state, { served, hashes })).toEqual({
    retry: [],
    copyFrom: 0,
    newCheckpoint: served.note,
    next: { kept: served, hashes, checkedSize: 5 },
  });
});

test('a board that has grown: from the first new entry, and missing files again', () => {
  const state = { ...nothing, kept: checkpointOf(5), hashes, checkedSize: 5, missing };
  const served = checkpointOf(7);
  expect(planRefresh(state, { served, hashes })).toEqual({
    retry: missing,
    copyFrom: 5,
    newCheckpoint: served.note,
    next: { kept: served, hashes, checkedSize: 7 },
  });
});

test.each([
  ['checked already: only missing files', 5, undefined],
  ['opened from a disk: all files are checked', 0, 0],
] as const)('a board that has not grown, %s', (_, checkedSize, copyFrom) => {
  const kept = checkpointOf(5);
  expect(
    planRefresh({ ...nothing, kept, hashes, checkedSize, missing }, { served: checkpointOf(5), hashes }),
  ).toEqual({
    retry: missing,
    copyFrom,
    newCheckpoint: undefined,
    next: { kept, hashes, checkedSize: 5 },
  });
});
