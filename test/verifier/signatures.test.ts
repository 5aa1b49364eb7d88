import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { concat, encodeText, fromHex, toHex } from '../../verifier/crypto/bytes.ts';
import { nativeEd25519, nativeP256, type NativeVerify } from '../../verifier/crypto/platform.ts';
import { NativeRejections } from '../../verifier/crypto/native-rejections.ts';
import { isEd25519Key, isP256Key, verifyEd25519, verifyP256 } from '../../verifier/crypto/signatures.ts';

interface Question {
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

type Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

interface Scheme {
  readonly verify: Verify;
  /** Verification by @noble/curves alone. */
  readonly reference: Verify;
  readonly platform: Verify;
  /** Verification by Node's own library alone. */
  readonly openssl: Verify;
}

const yesOf =
  (says: NativeVerify): Verify =>
  (...question) =>
    says(...question) === true;

const spki = (prefix: string, key: Uint8Array): ReturnType<typeof createPublicKey> =>
  createPublicKey({ key: Buffer.concat([Buffer.from(prefix, 'hex'), key]), format: 'der', type: 'spki' });

const p256Scheme: Scheme = {
  verify: verifyP256,
  reference: (key, message, signature) =>
    signature.length === 64 && p256.verify(signature, message, key, { lowS: true, format: 'compact' }),
  platform: yesOf(nativeP256(isP256Key)),
  openssl: (key, message, signature) => {
    const own = spki('3039301306072a8648ce3d020106082a8648ce3d030107032200', key);
    return nodeVerify('sha256', message, { key: own, dsaEncoding: 'ieee-p1363' }, signature);
  },
};
const ed25519Scheme: Scheme = {
  verify: verifyEd25519,
  reference: (key, message, signature) =>
    signature.length === 64 && ed25519.verify(signature, message, key, { zip215: false }),
  platform: yesOf(nativeEd25519(isEd25519Key)),
  openssl: (key, message, signature) =>
    nodeVerify(null, message, spki('302a300506032b6570032100', key), signature),
};

const message = encodeText('a message');

/**
 * Verifies a signature. An exception, which the reference throws for some keys of a wrong length, is
 * distinguished from a rejection.
 */
function ask(verify: Verify, { key, message: text, signature }: Question): boolean | 'throws' {
  try {
    return verify(key, text, signature);
  } catch {
    return 'throws';
  }
}

/** Returns the answer, after checking that the reference gives the same one. */
function answer(scheme: Scheme, question: Question): boolean | 'throws' {
  const given = ask(scheme.verify, question);
  expect(given).toBe(ask(scheme.reference, question));
  return given;
}

/**
 * Yields the same question with one bit changed, once for each byte of the key, the message and the
 * signature.
 */
function* withOneBitChanged(question: Question): Generator<Question> {
  for (const part of ['key', 'message', 'signature'] as const) {
    for (const i of question[part].keys()) {
      const changed = question[part].slice();
      changed[i]! ^= 1 << (i % 8);
      yield { ...question, [part]: changed };
    }
  }
}

const big = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'), 32);
const little = (value: bigint): Uint8Array => big(value).toReversed();
const fromBig = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
const fromLittle = (bytes: Uint8Array): bigint => fromBig(bytes.toReversed());

const p256Secret = new Uint8Array(32).fill(7);
const goodP256: Question = {
  key: p256.getPublicKey(p256Secret),
  message,
  signature: p256.sign(message, p256Secret, { lowS: true }),
};

const ed25519Secret = new Uint8Array(32).fill(9);
const goodEd25519: Question = {
  key: ed25519.getPublicKey(ed25519Secret),
  message,
  signature: ed25519.sign(message, ed25519Secret),
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ['P-256', p256Scheme, goodP256],
  ['Ed25519', ed25519Scheme, goodEd25519],
])('%s', (_, scheme, good) => {
  test('the platform accepts a valid signature, and so does the verifier', () => {
    expect(ask(scheme.platform, good)).toBe(true);
    expect(answer(scheme, good)).toBe(true);
  });

  test('an empty message and a long one', () => {
    const [secret, curve] = scheme === p256Scheme ? [p256Secret, p256] : [ed25519Secret, ed25519];
    for (const text of [new Uint8Array(), new Uint8Array(100_000).fill(3)]) {
      const question = { key: good.key, message: text, signature: curve.sign(text, secret) };
      expect(ask(scheme.platform, question)).toBe(true);
      expect(answer(scheme, question)).toBe(true);
    }
  });

  test('one changed bit of key, message or signature', () => {
    for (const changed of withOneBitChanged(good)) expect(answer(scheme, changed)).toBe(false);
  });

  test.each([0, 63, 65, 128])('a signature of %i bytes', (length) => {
    const signature = Uint8Array.from({ length }, (_value, i) => good.signature[i] ?? 0);
    expect(answer(scheme, { ...good, signature })).toBe(false);
  });

  test.each([0, 31, 32, 33, 34, 65])('a key of %i bytes', (length) => {
    const key = Uint8Array.from({ length }, (_value, i) => good.key[i] ?? 0);
    const right = length === good.key.length;
    expect(ask(scheme.platform, { ...good, key })).toBe(right);
    expect(answer(scheme, { ...good, key }) === true).toBe(right);
  });

  test('a key of the other scheme', () => {
    const { key } = scheme === p256Scheme ? goodEd25519 : goodP256;
    expect(ask(scheme.platform, { ...good, key })).toBe(false);
    expect(answer(scheme, { ...good, key })).not.toBe(true);
  });

  test.each([
    ['is not there', () => undefined],
    [
      'throws',
      () => {
        throw new Error('no library');
      },
    ],
  ])('a library that %s', (_case, module) => {
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(module);
    expect(ask(scheme.platform, good)).toBe(false);
    expect(answer(scheme, good)).toBe(true);
    expect(answer(scheme, { ...good, message: encodeText('another') })).toBe(false);
  });
});

test('asks once whether a key is one, as long as there are not many', () => {
  const isKey = vi.fn<typeof isEd25519Key>(isEd25519Key);
  const platform = yesOf(nativeEd25519(isKey));
  for (let i = 0; i < 3; i += 1) expect(ask(platform, goodEd25519)).toBe(true);
  expect(isKey).toHaveBeenCalledOnce();
  for (let y = 0n; y < 4096n; y += 1n) ask(platform, { ...goodEd25519, key: little(2n ** 256n - 1n - y) });
  isKey.mockClear();
  expect(ask(platform, goodEd25519)).toBe(true);
  expect(isKey).toHaveBeenCalledOnce();
});

describe('P-256', () => {
  const { ORDER: n } = p256.Point.Fn;
  const r = goodP256.signature.subarray(0, 32);
  const s = fromBig(goodP256.signature.subarray(32));
  const signed = (first: Uint8Array, second: Uint8Array): Question => ({
    ...goodP256,
    signature: concat(first, second),
  });

  test('refuses the larger s, which OpenSSL accepts', () => {
    const larger = signed(r, big(n - s));
    expect(p256Scheme.openssl(larger.key, larger.message, larger.signature)).toBe(true);
    expect(ask(p256Scheme.platform, larger)).toBe(false);
    expect(answer(p256Scheme, larger)).toBe(false);
  });

  // For R = kG there is a key d = (s·k - h) / r for each s. Only so can a signature have an s at the limit.
  test.each([
    ['the largest s', (n - 1n) / 2n, true],
    ['one more', (n + 1n) / 2n, false],
    ['s = 1', 1n, true],
    ['s = n - 1', n - 1n, false],
  ])('%s', (_, wanted, holds) => {
    const { Fn, BASE } = p256.Point;
    const nonce = 123_456_789n;
    const x = BASE.multiply(nonce).x % n;
    const hash = Fn.create(fromBig(sha256(message)));
    const secret = Fn.div(Fn.sub(Fn.mul(wanted, nonce), hash), x);
    const key = BASE.multiply(secret).toBytes(true);
    const question = { key, message, signature: concat(big(x), big(wanted)) };
    expect(p256Scheme.openssl(key, message, question.signature)).toBe(true);
    expect(ask(p256Scheme.platform, question)).toBe(holds);
    expect(answer(p256Scheme, question)).toBe(holds);
  });

  test.each([
    ['r = 0', signed(big(0n), big(s))],
    ['r = n', signed(big(n), big(s))],
    ['r = n + 1', signed(big(n + 1n), big(s))],
    ['r = 2^256 - 1', signed(new Uint8Array(32).fill(255), big(s))],
    ['s = 0', signed(r, big(0n))],
    ['s = n', signed(r, big(n))],
    ['r = s = 0', signed(big(0n), big(0n))],
  ])('refuses %s', (_, question) => {
    expect(answer(p256Scheme, question)).toBe(false);
  });

  test.each([
    ['not on the curve', concat(Uint8Array.of(2), notOnCurve())],
    ['with x = p', concat(Uint8Array.of(2), big(p256.Point.Fp.ORDER))],
    ['of another form', concat(Uint8Array.of(4), goodP256.key.subarray(1))],
    ['at infinity', new Uint8Array(33)],
    ['at infinity, in its own form', new Uint8Array(1)],
    ['uncompressed', p256.getPublicKey(p256Secret, false)],
  ])('has no yes of the platform for a key %s', (_, key) => {
    expect(isP256Key(key)).toBe(false);
    expect(ask(p256Scheme.platform, { ...goodP256, key })).toBe(false);
    answer(p256Scheme, { ...goodP256, key });
  });

  function notOnCurve(): Uint8Array {
    for (let x = 1n; ; x += 1n) if (!isP256Key(concat(Uint8Array.of(2), big(x)))) return big(x);
  }
});

describe('Ed25519', () => {
  const { Point } = ed25519;
  const { ORDER: L } = Point.Fn;
  const { scalar: a, pointBytes: A } = ed25519.utils.getExtendedPublicKey(ed25519Secret);
  const order8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
  const identity = Point.ZERO;
  const r = 123_456_789n;
  /** Identity encoded with y = p + 1: the same point, but not its canonical encoding. */
  const identityAgain = fromHex(`ee${'ff'.repeat(30)}7f`, 32);
  /** Identity with the sign of x set, although x is 0. */
  /** Whether OpenSSL accepts the identity: 3.0 of Node.js 20 does, 3.5 of Node.js 24 does not. */
  const isLenient = process.versions.openssl.startsWith('3.0.');
  const negativeZero = fromHex(`01${'00'.repeat(30)}80`, 32);

  /**
   * Signs with S = nonce + H(R, A, M)·secret: with R = nonce·B and A = secret·B, up to parts of small order,
   * the equation holds.
   */
  function signed(R: Uint8Array, nonce: bigint, key: Uint8Array = A, secret = a): Question {
    const k = fromLittle(sha512(concat(R, key, message))) % L;
    return { key, message, signature: concat(R, little((nonce + k * secret) % L)) };
  }

  test('accepts a signature that fulfils only the cofactored equation, which OpenSSL rejects', () => {
    const question = signed(Point.BASE.multiply(r).add(order8).toBytes(), r);
    expect(ed25519Scheme.openssl(question.key, question.message, question.signature)).toBe(false);
    expect(ask(ed25519Scheme.platform, question)).toBe(false);
    expect(answer(ed25519Scheme, question)).toBe(true);
  });

  test('accepts a key with a component of small order, with any answer of the platform', () => {
    const key = Point.fromBytes(A).add(order8).toBytes();
    const said = Array.from({ length: 40 }, (_, i) => {
      const nonce = r + BigInt(i);
      const question = signed(Point.BASE.multiply(nonce).toBytes(), nonce, key);
      expect(answer(ed25519Scheme, question)).toBe(true);
      return ask(ed25519Scheme.platform, question);
    });
    // If 8 divides H(R, A, M) both equations hold.
    expect(new Set(said)).toEqual(new Set([true, false]));
  });

  test.each([
    ['of order 8', order8, false],
    ['of order 4', order8.double(), false],
    ['the identity', identity, isLenient],
  ])('accepts an R of small order: %s', (_, R, platform) => {
    const question = signed(R.toBytes(), 0n);
    expect(ask(ed25519Scheme.platform, question)).toBe(platform);
    expect(answer(ed25519Scheme, question)).toBe(true);
  });

  test.each([
    ['y = p + 1', identityAgain],
    ['x = -0', negativeZero],
    ['y = 2^255 - 1', new Uint8Array(32).fill(255)],
  ])('refuses an R that is not canonical: %s', (_, R) => {
    expect(answer(ed25519Scheme, signed(R, 0n))).toBe(false);
  });

  test.each([
    ['S + L', (S: bigint) => S + L],
    ['L', () => L],
    ['2^256 - 1', () => 2n ** 256n - 1n],
  ])('refuses an S of %s', (_, change) => {
    const { signature } = goodEd25519;
    const S = little(change(fromLittle(signature.subarray(32))));
    expect(answer(ed25519Scheme, { ...goodEd25519, signature: concat(signature.subarray(0, 32), S) })).toBe(
      false,
    );
  });

  test.each([
    ['the identity', identity.toBytes()],
    ['the identity with y = p + 1', identityAgain],
    ['the identity with x = -0', negativeZero],
  ])('refuses a key that OpenSSL 3.0 accepts: %s', (_, key) => {
    const question = signed(Point.BASE.multiply(r).toBytes(), r, key, 0n);
    expect(ed25519Scheme.openssl(key, message, question.signature)).toBe(isLenient);
    expect(ask(ed25519Scheme.platform, question)).toBe(false);
    expect(answer(ed25519Scheme, question)).toBe(false);
  });

  test.each([1, 2, 4])('refuses a key of small order: %i times the point of order 8', (times) => {
    const key = Array.from({ length: times }, () => order8)
      .reduce((sum, point) => sum.add(point))
      .toBytes();
    const nonces = Array.from({ length: 20 }, (_value, i) => r + BigInt(i));
    for (const nonce of nonces) {
      const question = signed(Point.BASE.multiply(nonce).toBytes(), nonce, key, 0n);
      expect(ask(ed25519Scheme.platform, question)).toBe(false);
      expect(answer(ed25519Scheme, question)).toBe(false);
    }
  });

  test('refuses keys that are not canonical, of any order', () => {
    for (let y = 0n; y < 19n; y += 1n) {
      const key = little(Point.Fp.ORDER + y);
      expect(isEd25519Key(key)).toBe(false);
      expect(ask(ed25519Scheme.platform, { ...goodEd25519, key })).toBe(false);
      expect(answer(ed25519Scheme, { ...goodEd25519, key })).toBe(false);
    }
  });
});

describe('refusals', () => {
  const reference = (answers: boolean): ReturnType<typeof vi.fn<() => boolean>> =>
    vi.fn<() => boolean>(() => answers);

  test('are all put to the reference first, and later one in sixteen', () => {
    const refusals = new NativeRejections();
    const no = reference(false);
    for (let i = 0; i < 32; i += 1) expect(refusals.decide(false, no)).toBe(false);
    expect(no).toHaveBeenCalledTimes(32);
    for (let i = 0; i < 160; i += 1) expect(refusals.decide(false, no)).toBe(false);
    expect(no).toHaveBeenCalledTimes(32 + 10);
  });

  test('an acceptance is final; without an answer the reference decides', () => {
    const refusals = new NativeRejections();
    for (let i = 0; i < 100; i += 1) refusals.decide(false, reference(false));
    const [yes, no] = [reference(true), reference(false)];
    expect(refusals.decide(true, no)).toBe(true);
    expect(no).not.toHaveBeenCalled();
    expect(refusals.decide(undefined, no)).toBe(false);
    expect(refusals.decide(undefined, yes)).toBe(true);
  });

  test.each([0, 5, 31, 32])(
    'one disagreement after %i that agree, and the reference is always asked',
    (agreeing) => {
      const refusals = new NativeRejections();
      for (let i = 0; i < agreeing; i += 1) refusals.decide(false, reference(false));
      expect(refusals.decide(false, reference(true))).toBe(true);
      const no = reference(false);
      for (let i = 0; i < 100; i += 1) refusals.decide(false, no);
      expect(no).toHaveBeenCalledTimes(100);
      expect(refusals.decide(false, reference(true))).toBe(true);
    },
  );

  test('a disagreement after one was taken ends the run', () => {
    const refusals = new NativeRejections();
    for (let i = 0; i < 48; i += 1) refusals.decide(false, reference(false));
    expect(() => refusals.decide(false, reference(true))).toThrow('refuses signatures that hold');
  });

  test('of Ed25519 are never final: a signature that the platform rejects may be valid', () => {
    const { Point } = ed25519;
    const order8 = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
    const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(ed25519Secret);
    const bad = { ...goodEd25519, message: encodeText('another') };
    for (let i = 0; i < 100; i += 1) expect(ask(verifyEd25519, bad)).toBe(false);
    const R = Point.BASE.multiply(5n).add(order8).toBytes();
    const k = fromLittle(sha512(concat(R, pointBytes, message))) % Point.Fn.ORDER;
    const signature = concat(R, little((5n + k * scalar) % Point.Fn.ORDER));
    expect(ask(verifyEd25519, { ...goodEd25519, signature })).toBe(true);
  });

  test('many of P-256, and then a good one', () => {
    const bad = { ...goodP256, message: encodeText('another') };
    for (let i = 0; i < 100; i += 1) expect(ask(verifyP256, bad)).toBe(false);
    expect(ask(verifyP256, goodP256)).toBe(true);
  });
});
