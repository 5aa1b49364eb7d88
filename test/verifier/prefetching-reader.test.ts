/** Tests of prefetching. */
import { expect, test } from 'vitest';
import { PrefetchingReader } from '../../verifier/board/prefetching-reader.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** Makes a prefetching reader over these files. Returns also the list of the paths read, in order. */
function board(files: Map<string, Uint8Array>): {
  readonly reader: PrefetchingReader;
  readonly read: string[];
} {
  const read: string[] = [];
  const reader = new PrefetchingReader(async (path, limit) => {
    read.push(path);
    return files.get(path)?.subarray(0, limit + 1);
  }, 3);
  return { reader, read };
}

test('a prefetched file is read once', async () => {
  const { reader, read } = board(new Map([['clock/2', bytes]]));
  reader.prefetch('clock/2', 100);
  reader.prefetch('clock/2', 100);
  expect(await reader.read('clock/2', 100)).toEqual(bytes);
  expect(read).toEqual(['clock/2']);
  expect(await reader.read('clock/2', 100)).toEqual(bytes);
  expect(read).toEqual(['clock/2', 'clock/2']);
});

test('no more files are held than allowed; the oldest are dropped', async () => {
  const { reader, read } = board(new Map());
  for (const path of ['a', 'b', 'c', 'd']) reader.prefetch(path, 1);
  await reader.read('b', 1);
  await reader.read('a', 1);
  expect(read).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('a file prefetched with a smaller limit is read again; one with a larger limit is cut', async () => {
  const { reader } = board(new Map([['tile/0/000', bytes]]));
  reader.prefetch('tile/0/000', 2);
  expect(await reader.read('tile/0/000', 100)).toEqual(bytes);
  reader.prefetch('tile/0/000', 100);
  expect(await reader.read('tile/0/000', 2)).toEqual(bytes.subarray(0, 3));
});

test('reading the checkpoint discards prefetched files', async () => {
  const files = new Map<string, Uint8Array>();
  const { reader } = board(files);
  reader.prefetch('clock/2', 100); // the file is not there yet, and this prefetch is never read
  files.set('clock/2', bytes);
  await reader.read('checkpoint', 100);
  expect(await reader.read('clock/2', 100)).toEqual(bytes);
});

test('a failed prefetch is reported by its read, and nowhere else', async () => {
  const reader = new PrefetchingReader(() => Promise.reject(new Error('EIO')));
  reader.prefetch('a', 1);
  reader.prefetch('b', 1);
  await expect(reader.read('a', 1)).rejects.toThrow('EIO');
});
