/** Tests that every token must pass. @module */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import { type FaultKind, TokenError } from '#hsm/errors.ts';
import type { Token } from '#hsm/token.ts';

/** Returns the kind of the TokenError with which the promise rejects, or `none` if it resolves. */
export async function faultOf(promise: Promise<unknown>): Promise<FaultKind | 'none'> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (error instanceof TokenError) return error.kind;
    throw error;
  }
}

const bytes = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (31 * i + seed) & 255);

/** Declares the tests. `open` logs in to a token without keys; it may be called several times for the same token. */
export function tokenSuite(open: () => Promise<Token>): void {
  let token: Token;
  beforeAll(async () => {
    token = await open();
  });
  afterAll(async () => token.close());

  test('describes itself', () => {
    expect(token.info.label).not.toBe('');
    expect(token.info.maker).not.toBe('');
  });

  test('gives random bytes', async () => {
    const [a, b] = [await token.random(32), await token.random(32)];
    expect([a.length, b.length]).toEqual([32, 32]);
    expect(a).not.toEqual(b);
  });

  test('signs with a key that it made, as the record wants it', async () => {
    const made = await token.makeIdentityKey('custodia');
    const found = await token.identityKey('custodia');
    expect(found.publicKey).toEqual(made.publicKey);
    // A token gives half of all signatures with the larger s, which must be replaced by the smaller one.
    for (let i = 0; i < 16; i += 1) {
      const message = bytes(100, i);
      const signature = await found.sign(message);
      expect(verifyEcdsa(made.publicKey, message, signature)).toBe(true);
      expect(verifyEcdsa(made.publicKey, bytes(100, i + 1), signature)).toBe(false);
    }
  });

  test('seals and opens', async () => {
    await token.makeSealingKey('sello');
    const key = await token.sealingKey('sello');
    for (const length of [1, 32, 64]) {
      const sealed = await key.seal(bytes(length), bytes(70));
      expect(await key.open(sealed, bytes(70))).toEqual(bytes(length));
      expect(length > 1 && Buffer.from(sealed).includes(Buffer.from(bytes(length)))).toBe(false);
    }
    expect(await key.seal(bytes(32), bytes(9))).not.toEqual(await key.seal(bytes(32), bytes(9)));
  });

  test('opens nothing that was changed, nor for another election, trustee or ceremony', async () => {
    const key = await token.sealingKey('sello');
    const sealed = await key.seal(bytes(32), bytes(70));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await faultOf(key.open(changed, bytes(70))), `byte ${at}`).toBe('bad-sealed');
    }
    for (const context of [bytes(70, 2), bytes(69), bytes(71), bytes(0)])
      expect(await faultOf(key.open(sealed, context))).toBe('bad-sealed');
    for (const part of [sealed.subarray(1), sealed.subarray(0, -1), new Uint8Array(), bytes(1000)])
      expect(await faultOf(key.open(part, bytes(70)))).toBe('bad-sealed');
    expect(await key.open(sealed, bytes(70))).toEqual(bytes(32));
  });

  test('opens nothing that another key sealed', async () => {
    const [first, second] = [await token.sealingKey('sello'), await token.makeSealingKey('otro')];
    const sealed = await first.seal(bytes(32), bytes(70));
    expect(await faultOf(second.open(sealed, bytes(70)))).toBe('bad-sealed');
  });

  test('refuses secrets that are none', async () => {
    const key = await token.sealingKey('sello');
    await expect(key.seal(new Uint8Array(), bytes(70))).rejects.toThrow('1 to 64');
    await expect(key.seal(bytes(65), bytes(70))).rejects.toThrow('1 to 64');
  });

  test('never overwrites a key', async () => {
    for (const taken of ['custodia', 'sello']) {
      expect(await faultOf(token.makeIdentityKey(taken))).toBe('key-exists');
      expect(await faultOf(token.makeSealingKey(taken))).toBe('key-exists');
    }
  });

  test('finds no key that is not there, nor one made for another use', async () => {
    expect(await faultOf(token.identityKey('nadie'))).toBe('key-missing');
    expect(await faultOf(token.sealingKey('custodia'))).toBe('key-missing');
    expect(await faultOf(token.identityKey('sello'))).toBe('key-missing');
    expect(await faultOf(token.destroy('nadie'))).toBe('key-missing');
  });

  test('lists its keys, and keeps them when it is opened again', async () => {
    const { publicKey } = await token.identityKey('custodia');
    await token.close();
    token = await open();
    const names = (await token.keys()).map(({ name, use }) => `${use} ${name}`).toSorted();
    expect(names).toEqual(['seal otro', 'seal sello', 'sign custodia']);
    expect((await token.identityKey('custodia')).publicKey).toEqual(publicKey);
  });

  test('destroys a key for good', async () => {
    const key = await token.sealingKey('otro');
    const sealed = await key.seal(bytes(32), bytes(70));
    await token.destroy('otro');
    expect(await faultOf(token.sealingKey('otro'))).toBe('key-missing');
    const fresh = await token.makeSealingKey('otro');
    expect(await faultOf(fresh.open(sealed, bytes(70)))).toBe('bad-sealed');
  });
}
