/** Files that are begun before they are asked for. */
import { expect, test } from 'vitest';
import { PrefetchingReader } from '../../verifier/board/prefetching-reader.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** A board whose files are read when they are begun; what was begun, in order. */
function board(files: Map<string, Uint8Array>): {
  readonly begun: PrefetchingReader;
  readonly read: string[];
} {
  const read: string[] = [];
  const begun = new PrefetchingReader(async (path, limit) => {
    read.push(path);
    return files.get(path)?.subarray(0, limit + 1);
  }, 3);
  return { begun, read };
}

test('a file that was begun is read once', async () => {
  const { begun, read } = board(new Map([['clock/2', bytes]]));
  begun.prefetch('clock/2', 100);
  begun.prefetch('clock/2', 100);
  expect(await begun.read('clock/2', 100)).toEqual(bytes);
  expect(read).toEqual(['clock/2']);
  expect(await begun.read('clock/2', 100)).toEqual(bytes);
  expect(read).toEqual(['clock/2', 'clock/2']);
});

test('no more are begun than it may hold; the oldest make room', async () => {
  const { begun, read } = board(new Map());
  for (const path of ['a', 'b', 'c', 'd']) begun.prefetch(path, 1);
  await begun.read('b', 1);
  await begun.read('a', 1);
  expect(read).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('a file that was begun shorter than it is wanted is read anew, and a longer one is cut', async () => {
  const { begun } = board(new Map([['tile/0/000', bytes]]));
  begun.prefetch('tile/0/000', 2);
  expect(await begun.read('tile/0/000', 100)).toEqual(bytes);
  begun.prefetch('tile/0/000', 100);
  expect(await begun.read('tile/0/000', 2)).toEqual(bytes.subarray(0, 3));
});

test('whoever begins with the checkpoint again gets nothing that was begun before', async () => {
  const files = new Map<string, Uint8Array>();
  const { begun } = board(files);
  begun.prefetch('clock/2', 100); // is not there yet, and nobody asks for it
  files.set('clock/2', bytes);
  await begun.read('checkpoint', 100);
  expect(await begun.read('clock/2', 100)).toEqual(bytes);
});

test('a reading that fails is told to whoever asks for it, and to nobody else', async () => {
  const begun = new PrefetchingReader(() => Promise.reject(new Error('EIO')));
  begun.prefetch('a', 1);
  begun.prefetch('b', 1);
  await expect(begun.read('a', 1)).rejects.toThrow('EIO');
});
