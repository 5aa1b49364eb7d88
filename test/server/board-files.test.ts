import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Frontier, leafHash, proveConsistency, proveInclusion, rangesOf } from '#crypto/log/merkle.ts';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { BoardFiles, type EntrySource } from '#server/voting/board/board-files.ts';
import { proofOf } from '#server/voting/board/proofs.ts';

const homes: string[] = [];
const home = async (): Promise<string> => {
  homes.push(await mkdtemp(join(tmpdir(), 'sivei-files-')));
  return join(homes.at(-1)!, 'board');
};
afterAll(() => Promise.all(homes.map((path) => rm(path, { recursive: true }))));

const SIZE = 66_000; // three levels of tiles
const entries = Array.from({ length: SIZE }, (_, i) => utf8(`entry ${i}`));
const leaves = entries.map(leafHash);
const source: EntrySource = {
  async *leaves(size) {
    yield leaves.slice(0, size);
  },
  entries: async (start, end) => entries.slice(start, end),
};
const note = utf8('a checkpoint\n');

describe('files of a board', () => {
  test('proofs from tiles are those from all leaves', async () => {
    const files = await BoardFiles.create(await home());
    await files.append(entries);
    const range = (start: number, end: number): Promise<Uint8Array> => files.range(start, end);
    for (const [index, size] of [
      [0, 1],
      [0, SIZE],
      [255, 256],
      [256, 257],
      [300, 1000],
      [65_535, 65_536],
      [65_536, SIZE],
      [SIZE - 1, SIZE],
      [12_345, 54_321],
    ] as const)
      expect((await proofOf((read) => proveInclusion(index, size, read), range)).map(toHex)).toEqual(
        proveInclusion(index, size, rangesOf(leaves)).map(toHex),
      );
    for (const [old, size] of [
      [1, SIZE],
      [255, 256],
      [256, 700],
      [65_535, SIZE],
      [65_536, SIZE],
      [40_000, 50_000],
    ] as const)
      expect((await proofOf((read) => proveConsistency(old, size, read), range)).map(toHex)).toEqual(
        proveConsistency(old, size, rangesOf(leaves)).map(toHex),
      );
  });

  test('resumed files are those that were never interrupted', async () => {
    const [whole, resumed] = [await home(), await home()];
    const first = await BoardFiles.create(whole);
    await first.append(entries.slice(0, 700));
    await first.publish(note);
    await first.append(entries.slice(700, 1100));
    await first.publish(note);

    const before = await BoardFiles.create(resumed);
    await before.append(entries.slice(0, 700));
    await before.publish(note);
    await rm(join(resumed, 'tile/entries/001')); // as if the write had not reached the disk
    const after = await BoardFiles.resume(resumed, 700, source);
    expect(after.root()).toEqual(rootOf(700));
    await after.append(entries.slice(700, 1100));
    await after.publish(note);
    expect(after.root()).toEqual(first.root());
    expect(await listing(resumed)).toEqual(await listing(whole));
  });

  test('partial files stay as long as a reader may need them', async () => {
    const [patient, hasty] = [await home(), await home()];
    for (const [directory, patience] of [
      [patient, 60_000],
      [hasty, 0],
    ] as const) {
      const files = await BoardFiles.create(directory, { partialRetentionMs: patience });
      for (let size = 3; size < 12; size += 3) {
        await files.append(entries.slice(files.size, size));
        await files.publish(note);
      }
    }
    expect((await listing(patient)).filter((path) => path.includes('.p/'))).toHaveLength(6);
    expect((await listing(hasty)).filter((path) => path.includes('.p/'))).toHaveLength(2);
    await BoardFiles.resume(patient, 9, source, { partialRetentionMs: 0 }).then((files) =>
      files.publish(note),
    );
    expect(await listing(patient)).toEqual(await listing(hasty));
  });
});

function rootOf(size: number): Uint8Array {
  const frontier = new Frontier();
  for (const leaf of leaves.slice(0, size)) frontier.append(leaf);
  return frontier.root();
}

async function listing(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length))
    .toSorted();
}
