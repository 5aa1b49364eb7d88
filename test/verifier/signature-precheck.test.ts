/** Tests of the precheck by a browser's library: which signatures are given to it, and which answers are kept. */
import { webcrypto } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { expect, test } from 'vitest';
import {
  SignaturePrecheck,
  type SignatureClaim,
  type Subtle,
} from '../../verifier/crypto/signature-precheck.ts';
import { concat, encodeText, fromHex } from '../../verifier/crypto/bytes.ts';
import { isEd25519Key, isP256Key } from '../../verifier/crypto/signatures.ts';

const imports = {
  p256: (key: Uint8Array) => (isP256Key(key) ? p256.Point.fromBytes(key).toBytes(false) : undefined),
  ed25519: (key: Uint8Array) => (isEd25519Key(key) ? key : undefined),
};
/** Node's own SubtleCrypto, as browsers have it. */
const nodeSubtle = webcrypto.subtle as unknown as Subtle;
/** Library that accepts every signature. */
const laxSubtle: Subtle = { importKey: async () => ({}), verify: async () => true };

const message = encodeText('a message');
const [secret, seed] = [p256.utils.randomSecretKey(), ed25519.utils.randomSecretKey()];
const entry: SignatureClaim = {
  scheme: 'p256',
  key: p256.getPublicKey(secret),
  message,
  signature: p256.sign(message, secret, { lowS: true }),
};
const note: SignatureClaim = {
  scheme: 'ed25519',
  key: ed25519.getPublicKey(seed),
  message,
  signature: ed25519.sign(message, seed),
};

async function says(subtle: Subtle | undefined, ...claims: readonly SignatureClaim[]): Promise<boolean[]> {
  const ahead = new SignaturePrecheck(subtle, imports);
  await ahead.precheck(() => claims);
  return claims.map((claim) => ahead.verified(claim));
}

test('accepted signatures are remembered until the next precheck', async () => {
  const ahead = new SignaturePrecheck(nodeSubtle, imports);
  expect(ahead.verified(entry)).toBe(false);
  await ahead.precheck(() => [entry, note]);
  expect([entry, note].map((claim) => ahead.verified(claim))).toEqual([true, true]);
  expect(ahead.verified({ ...note, message: encodeText('another') })).toBe(false);
  expect(ahead.verified({ ...note, scheme: 'p256' })).toBe(false);
  await ahead.precheck(() => [note]);
  expect([entry, note].map((claim) => ahead.verified(claim))).toEqual([false, true]);
});

test('rejected signatures are left to the reference', async () => {
  const other = encodeText('another');
  expect(await says(nodeSubtle, { ...entry, message: other }, { ...note, message: other })).toEqual([
    false,
    false,
  ]);
});

const [R, S] = [note.signature.subarray(0, 32), note.signature.subarray(32)];
const [r, s] = [entry.signature.subarray(0, 32), entry.signature.subarray(32)];
const big = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'), 32);
const little = (value: bigint): Uint8Array => big(value).toReversed();
const { ORDER: P } = ed25519.Point.Fp;
const { ORDER: L } = ed25519.Point.Fn;
const sign = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 31 ? byte | 0x80 : byte));
const highS = big(p256.Point.Fn.ORDER - BigInt(`0x${Buffer.from(s).toString('hex')}`));

test.each<[string, SignatureClaim]>([
  ['a large s', { ...entry, signature: concat(r, highS) }],
  ['a signature of another length', { ...entry, signature: entry.signature.subarray(1) }],
  ['a key off the curve', { ...entry, key: concat(Uint8Array.of(2), big(1n)) }],
  ['a key that is not compressed', { ...entry, key: p256.getPublicKey(secret, false) }],
  ['an S of L', { ...note, signature: concat(R, little(L)) }],
  ['an S of 2^256 - 1', { ...note, signature: concat(R, little(2n ** 256n - 1n)) }],
  ['an R with y = p', { ...note, signature: concat(little(P), S) }],
  ['an R with y = p + 1', { ...note, signature: concat(little(P + 1n), S) }],
  ['an R with y = 2^255 - 1', { ...note, signature: concat(little(2n ** 255n - 1n), S) }],
  ['an R with x = -0', { ...note, signature: concat(sign(little(1n)), S) }],
  ['an R with x = -0 below', { ...note, signature: concat(sign(little(P - 1n)), S) }],
  ['a key of small order', { ...note, key: little(1n) }],
  ['a key that is not canonical', { ...note, key: little(P + 3n) }],
  ['a key of another length', { ...note, key: note.key.subarray(1) }],
])('%s is not put to it', async (_, claim) => {
  expect(await says(laxSubtle, entry, note)).toEqual([true, true]);
  expect(await says(laxSubtle, claim)).toEqual([false]);
});

test('a library that fails gives no answer', async () => {
  const fails = (): Promise<never> => Promise.reject(new Error('fails'));
  expect(await says({ ...laxSubtle, verify: fails }, entry)).toEqual([false]);
  expect(await says({ ...laxSubtle, importKey: fails }, entry, note)).toEqual([false, false]);
  const throws = (): never => {
    throw new Error('has no such algorithm');
  };
  expect(await says({ ...laxSubtle, importKey: throws }, note)).toEqual([false]);
});

test('keys of other lengths that make up the same bytes were not put to it', async () => {
  const ahead = new SignaturePrecheck(nodeSubtle, imports);
  await ahead.precheck(() => [note]);
  const all = concat(note.key, note.signature, note.message);
  for (const length of [31, 33, 40])
    expect(
      ahead.verified({
        scheme: 'ed25519',
        key: all.subarray(0, length),
        signature: all.subarray(length, length + 64),
        message: all.subarray(length + 64),
      }),
    ).toBe(false);
});

test('bytes that change while the library works are not the ones it said yes to', async () => {
  const ahead = new SignaturePrecheck(nodeSubtle, imports);
  const changing = { ...note, message: note.message.slice() };
  const put = ahead.precheck(() => [changing]);
  changing.message[0]! ^= 1;
  await put;
  expect([changing, note].map((claim) => ahead.verified(claim))).toEqual([false, true]);
});

test('without a library nothing is put together for one', async () => {
  const ahead = new SignaturePrecheck(undefined, imports);
  await ahead.precheck(() => expect.unreachable('nobody asks'));
  expect(ahead.verified(entry)).toBe(false);
});
