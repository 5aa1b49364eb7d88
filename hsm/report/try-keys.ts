/** Trial operations with new keys in a device: signing, encryption, attempts to extract them, and weak keys. @module */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Handle, Template } from 'pkcs11js';
import { gcm } from '../pkcs11/gcm.ts';
import { pkcs11 as p } from '../pkcs11/library.ts';
import { aesKey, makeAesKey, makeSigningPair, signingPair } from '../pkcs11/keys.ts';
import type { Session } from '../pkcs11/session.ts';
import { NONCE_LENGTH, TAG_LENGTH } from '../sealed.ts';
import { outcome, refusal, answerOf, verbatim } from './observation.ts';
import { tryExtraction } from './try-extraction.ts';
import type { Add, CheckName } from './titles.ts';

const P224 = Buffer.from('06052b81040021', 'hex');
const id = Buffer.alloc(16, 7);
const nonce = Buffer.alloc(NONCE_LENGTH, 3);

export async function tryKeys(session: Session, name: string, add: Add): Promise<void> {
  const signing = tryToMake(add, 'sign-key', () => {
    makeSigningPair(session, name, id);
    return signingPair(session, name);
  });
  if (signing) {
    add('sign-works', 'must', ...outcome(() => signsRight(session, signing)));
    tryExtraction(session, signing.key, 'sign', add);
  }
  const sealName = `${name}-seal`;
  const sealing = tryToMake(add, 'seal-key', () => {
    makeAesKey(session, sealName, id);
    return aesKey(session, sealName);
  });
  if (sealing) {
    add('seal-works', 'must', ...outcome(() => sealsRight(session, sealing)));
    tryExtraction(session, sealing, 'seal', add);
  }
  add(
    'weak-curve',
    'should',
    ...refusal(() => weakPair(session, p.CKM_EC_KEY_PAIR_GEN, [{ type: p.CKA_EC_PARAMS, value: P224 }])),
  );
  add(
    'weak-rsa',
    'should',
    ...refusal(() =>
      weakPair(session, p.CKM_RSA_PKCS_KEY_PAIR_GEN, [
        { type: p.CKA_MODULUS_BITS, value: 1024 },
        { type: p.CKA_PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) },
      ]),
    ),
  );
}

function tryToMake<T>(add: Add, name: CheckName, work: () => T): T | undefined {
  try {
    const result = work();
    add(name, 'must', true, verbatim('SENSITIVE 1, EXTRACTABLE 0'));
    return result;
  } catch (error) {
    add(name, 'must', false, answerOf(error));
    return undefined;
  }
}

function signsRight(session: Session, { key, point }: { key: Handle; point: Uint8Array }): boolean {
  const message = Buffer.from('SIVEI hsm check');
  const digest = createHash('sha256').update(message).digest();
  const signature = session.call((raw, handle) => {
    raw.C_SignInit(handle, { mechanism: p.CKM_ECDSA }, key);
    return raw.C_Sign(handle, digest, Buffer.alloc(64));
  });
  const prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
  const publicKey = createPublicKey({ key: Buffer.concat([prefix, point]), format: 'der', type: 'spki' });
  return verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
}

function sealsRight(session: Session, key: Handle): boolean {
  const secret = Buffer.alloc(32, 9);
  const run = (context: number, work: 'encrypt' | 'decrypt', input: Buffer): Buffer =>
    session.call((raw, handle) => {
      const mechanism = gcm(id, nonce, Uint8Array.of(context));
      if (work === 'encrypt') raw.C_EncryptInit(handle, mechanism, key);
      else raw.C_DecryptInit(handle, mechanism, key);
      const room = Buffer.alloc(input.length + TAG_LENGTH);
      return Buffer.from(
        work === 'encrypt' ? raw.C_Encrypt(handle, input, room) : raw.C_Decrypt(handle, input, room),
      );
    });
  const sealed = run(1, 'encrypt', secret);
  const [opened] = outcome(() => run(2, 'decrypt', sealed).length > 0);
  return !opened && run(1, 'decrypt', sealed).equals(secret);
}

/** Makes a weak key pair as objects of the session only, and removes it. */
function weakPair(session: Session, mechanism: number, template: Template): void {
  const pair = session.call((raw, handle) =>
    raw.C_GenerateKeyPair(
      handle,
      { mechanism },
      [{ type: p.CKA_TOKEN, value: false }, { type: p.CKA_VERIFY, value: true }, ...template],
      [
        { type: p.CKA_TOKEN, value: false },
        { type: p.CKA_SIGN, value: true },
      ],
    ),
  );
  for (const half of [pair.privateKey, pair.publicKey])
    session.call((raw, handle) => raw.C_DestroyObject(handle, half));
}
