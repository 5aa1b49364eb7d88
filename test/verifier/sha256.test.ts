import { sha256 as reference } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { leafHash, nodeHash } from '../../verifier/board/log/merkle.ts';
import { concat, u8 } from '../../verifier/crypto/bytes.ts';
import { nativeSha256 } from '../../verifier/crypto/platform.ts';
import { sha256 } from '../../verifier/crypto/transcript.ts';

const native = nativeSha256()!;
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (7 * i) & 255);
const lengths = [...Array.from({ length: 200 }, (_, i) => i), 4096, 65_535];

test("Node's SHA-256 is used, and gives the hashes of the reference", () => {
  for (const length of lengths) {
    const view = bytesOf(length + 3).subarray(3);
    expect(native(view)).toEqual(reference(view));
    expect(sha256(view)).toEqual(reference(view));
  }
});

test('a hash is no Buffer, whose slice() would not copy', () => {
  const hash = sha256(u8(0));
  expect(hash.constructor).toBe(Uint8Array);
  hash.slice()[0]! ^= 1;
  expect(hash).toEqual(reference(u8(0)));
});

test('leaves and nodes are hashed with their prefixes, after longer ones too', () => {
  for (const length of lengths.toReversed()) {
    const entry = bytesOf(length);
    expect(leafHash(entry)).toEqual(reference(concat(u8(0), entry)));
    const [left, right] = [reference(entry), reference(u8(length & 255))];
    expect(nodeHash(left, right)).toEqual(reference(concat(u8(1), left, right)));
  }
});
