/** Manifest of a board, to be shown to a trustee, who compares it with the printed act. @module */

import { toHex } from '#crypto/bytes.ts';
import { parseCheckpoint } from '#crypto/log/checkpoint.ts';
import { parseNote } from '#crypto/log/note.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { matchesBlobRef, MAX_BLOB_LENGTH, type BlobRef } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { blobRefOf } from '#crypto/record/blob-refs.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { bundleFrom, MAX_CHECKPOINT, widthOf } from './bundles.ts';
import type { Source } from './source.ts';

/** Reads the manifest. The only check is that the blob is the one that the first entry names. */
export async function manifestOnBoard(source: Source): Promise<Election> {
  const note = await source.get('checkpoint', MAX_CHECKPOINT);
  if (!note) throw new TrusteeProblem('board-missing', 'checkpoint');
  const { size } = orProblem('board-root', () => parseCheckpoint(parseNote(note).text));
  if (size === 0) throw new TrusteeProblem('board-missing', '0');
  const [first] = await bundleFrom(source, 0, widthOf(0, size));
  const ref = orProblem('board-faulty', () => manifestRef(first!));
  const bytes = await source.get(`blob/${toHex(ref.hash)}`, MAX_BLOB_LENGTH);
  if (!bytes || !matchesBlobRef(ref, bytes)) throw new TrusteeProblem('board-missing', toHex(ref.hash));
  return orProblem('manifest-form', () => parseManifest(bytes));
}

/** Returns the blob of the manifest, whose keys are needed before the entry's form can be judged (spec §8.5). */
function manifestRef(entry: Uint8Array): BlobRef {
  const ref = entry[0] === Kind.manifest ? blobRefOf(entry) : undefined;
  if (!ref) throw new Error('the first entry is not the manifest');
  return ref;
}
