/** Tests of Node's native library beside @noble: only its acceptance of a signature is used, never its rejection. */
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '#crypto/bytes.ts';
import { softwareSigner, verifyEcdsa } from '#crypto/ecdsa.ts';
import { platformAccepts, platformSha256 } from '#crypto/platform.ts';

const signer = softwareSigner();
const message = utf8('message');
const good = await signer.sign(message);
const { ORDER } = p256.Point.Fn;
const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytes = (n: bigint): Buffer => Buffer.from(n.toString(16).padStart(64, '0'), 'hex');
const [r, s] = [number(good.subarray(0, 32)), number(good.subarray(32))];

test('says yes to what is right', () => {
  expect(platformAccepts(signer.publicKey, message, good)).toBe(true);
  expect(verifyEcdsa(signer.publicKey, message, good)).toBe(true);
});

test.each([
  ['a high s', bytes(r), bytes(ORDER - s)],
  ['r of zero', bytes(0n), bytes(s)],
  ['s of zero', bytes(r), bytes(0n)],
  ['r as large as the order', bytes(ORDER), bytes(s)],
  ['r larger than it', bytes(ORDER + 1n), bytes(s)],
  ['s as large as the order', bytes(r), bytes(ORDER)],
  ['one byte less', bytes(r), bytes(s).subarray(1)],
  ['nothing', bytes(r).subarray(32), bytes(s).subarray(32)],
])('says no to %s', (_, first, second) => {
  const signature = Uint8Array.from(Buffer.concat([first, second]));
  expect(platformAccepts(signer.publicKey, message, signature)).toBe(false);
  expect(verifyEcdsa(signer.publicKey, message, signature)).toBe(false);
});

test('says no to keys that are none', () => {
  const offCurve = Uint8Array.from([2, ...bytes(5n)].map((byte, i) => (i === 32 ? 1 : byte)));
  expect(() => p256.Point.fromBytes(offCurve)).toThrow();
  const uncompressed = p256.Point.fromBytes(signer.publicKey).toBytes(false);
  for (const key of [offCurve, uncompressed, new Uint8Array(33), signer.publicKey.subarray(1)])
    expect(platformAccepts(key, message, good)).toBe(false);
});

test('agrees about every change of a bit', () => {
  fc.assert(
    fc.property(fc.nat(64 * 8 - 1), fc.nat(33 * 8 - 1), fc.constantFrom('signature', 'key'), (a, b, what) => {
      const [key, signature] = [Uint8Array.from(signer.publicKey), Uint8Array.from(good)];
      if (what === 'key') key[b >> 3]! ^= 1 << (b & 7);
      else signature[a >> 3]! ^= 1 << (a & 7);
      expect(platformAccepts(key, message, signature)).toBe(verifyEcdsa(key, message, signature));
    }),
    { numRuns: 60 },
  );
});

test('hashes as @noble/hashes does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect(platformSha256(data)).toEqual(sha256(data));
      expect(platformSha256(data.subarray(1))).toEqual(sha256(data.subarray(1)));
    }),
  );
});
