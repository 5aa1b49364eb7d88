import { expect, test } from 'vitest';
import { tryParse, concat, ParseFailure, toHex, u32 } from '../../verifier/crypto/bytes.ts';
import { sha256 } from '../../verifier/crypto/transcript.ts';
import { LogFiles } from '../../verifier/board/log/files.ts';
import { CompactRange, leafHash, treeHash } from '../../verifier/board/log/merkle.ts';
import { parseBundle, TileBuilder, tilePath } from '../../verifier/board/log/tiles.ts';

test.each([
  [0, 5, 256, 'tile/0/005'],
  [0, 0, 5, 'tile/0/000.p/5'],
  [1, 0, 1, 'tile/1/000.p/1'],
  [0, 999, 256, 'tile/0/999'],
  [0, 1000, 256, 'tile/0/x001/000'],
  [2, 1_234_067, 256, 'tile/2/x001/x234/067'],
  ['entries', 0, 5, 'tile/entries/000.p/5'],
] as const)('level %s, tile %i of %i', (level, n, count, path) => {
  expect(tilePath(level, n, count)).toBe(path);
});

const leaf = (i: number): Uint8Array => leafHash(Uint8Array.of(i >>> 8, i));

test.each([
  [5, ['tile/0/000.p/5']],
  [255, ['tile/0/000.p/255']],
  [256, ['tile/0/000', 'tile/1/000.p/1']],
  [257, ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']],
  [600, ['tile/0/000', 'tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2']],
])('a log of %i has the tiles it implies', (size, paths) => {
  const tiles = new TileBuilder();
  const complete = Array.from({ length: size }, (_, i) => tiles.append(leaf(i))).flat();
  expect([...complete, ...tiles.partialTiles()].map(({ path }) => path)).toEqual(paths);
});

test('a tile of level 1 holds the roots of those of level 0', () => {
  const tiles = new TileBuilder();
  const hashes = Array.from({ length: 512 }, (_, i) => leaf(i));
  for (const hash of hashes) tiles.append(hash);
  const expected = [treeHash(hashes.slice(0, 256)), treeHash(hashes.slice(256))];
  expect(tiles.partialTiles()[0]!.bytes).toEqual(new Uint8Array(expected.flatMap((hash) => [...hash])));
});

const bundle = Buffer.from(
  '0007656e74727920300007656e74727920310007656e74727920320007656e74727920330007656e7472792034',
  'hex',
);

test('a bundle', () => {
  const entries = parseBundle(bundle, 5);
  expect(entries.map((entry) => toHex(entry))).toEqual(
    [0, 1, 2, 3, 4].map((i) => Buffer.from(`entry ${i}`).toString('hex')),
  );
});

test.each([
  ['a byte after the last entry', Buffer.concat([bundle, Buffer.of(0)]), 5],
  ['fewer entries than the tile is wide', bundle, 6],
  ['more entries than the tile is wide', bundle, 4],
  ['an empty entry', Buffer.of(0, 0), 1],
  ['nothing', Buffer.of(), 1],
])('refuses %s', (_, bytes, count) => {
  expect(tryParse(() => parseBundle(bytes, count))).toBeInstanceOf(ParseFailure);
});

test('where a partial tile of any level is missing, the full one begins like it', async () => {
  const tiles = new TileBuilder();
  for (let i = 0; i < 600; i += 1) tiles.append(leaf(i));
  const expected = tiles.partialTiles()[1]!;
  const judge = (bytes: Uint8Array | undefined): Promise<string | undefined> => {
    const read = (path: string): Promise<Uint8Array | undefined> =>
      Promise.resolve(path === 'tile/1/000' ? bytes : undefined);
    return new LogFiles({ read }, 600).judgeTile(expected).then((fault) => fault?.file);
  };
  const full = concat(expected.bytes, new Uint8Array(8192 - 64));
  expect(await judge(full)).toBeUndefined();
  expect(await judge(full.with(63, full[63]! ^ 1))).toBe('tile/1/000');
  expect(await judge(expected.bytes)).toBe('tile/1/000');
  expect(await judge(undefined)).toBe('tile/1/000.p/2');
});

test('the root over the tiles is that of the leaves, at each size and after tiles that were complete before', () => {
  const leaves = Array.from({ length: 66_000 }, (_, i) => sha256(u32(i)));
  const [tiles, tree] = [new TileBuilder(), new CompactRange()];
  expect(tiles.root()).toEqual(tree.root());
  const full: Uint8Array[] = [];
  for (const [i, hash] of leaves.entries()) {
    for (const { level, bytes } of tiles.append(hash))
      if (level === 0)
        full.push(treeHash(Array.from({ length: 256 }, (_, k) => bytes.slice(32 * k, 32 * k + 32))));
    tree.append(hash);
    if (i < 1100 || i % 4999 === 0 || i > 65_500) expect(tiles.root()).toEqual(tree.root());
  }
  expect(tiles.size).toBe(leaves.length);
  const later = new TileBuilder(full);
  expect(later.size).toBe(256 * full.length);
  for (const hash of leaves.slice(later.size)) later.append(hash);
  expect([later.size, later.root()]).toEqual([leaves.length, tree.root()]);
});
