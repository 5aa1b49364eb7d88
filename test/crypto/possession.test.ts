import { expect, test } from 'vitest';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { checkPossession, provePossession } from '#crypto/proof/possession.ts';
import { randomBytes } from '#crypto/random.ts';

const [E, other, challenge] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const credential = deriveCredential(E, newCode());
const X = encodeElement(credential.X);
const proof = provePossession(E, credential, challenge);

test('holds for its election, credential and challenge alone', () => {
  expect(checkPossession(E, X, challenge, proof)).toBe(true);
  expect(checkPossession(other, X, challenge, proof)).toBe(false);
  expect(checkPossession(E, X, other, proof)).toBe(false);
  expect(checkPossession(E, encodeElement(deriveCredential(E, newCode()).X), challenge, proof)).toBe(false);
});

test('no changed, short, long or empty proof holds, nor a key that is none', () => {
  for (let at = 0; at < proof.length; at += 1)
    expect(
      checkPossession(
        E,
        X,
        challenge,
        proof.map((byte, i) => (i === at ? byte ^ 1 : byte)),
      ),
    ).toBe(false);
  for (const bad of [proof.subarray(1), new Uint8Array([...proof, 0]), new Uint8Array()])
    expect(checkPossession(E, X, challenge, bad)).toBe(false);
  expect(checkPossession(E, new Uint8Array(32), challenge, proof)).toBe(false);
});
