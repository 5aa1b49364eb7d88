/** Makes keys in a device and tries to get them out. @module */
import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Handle, Template } from 'pkcs11js';
import { gcm } from '../pkcs11/gcm.ts';
import { pkcs11 as p } from '../pkcs11/library.ts';
import { aesKey, makeAesKey, makeSigningPair, signingPair } from '../pkcs11/keys.ts';
import type { Session } from '../pkcs11/session.ts';
import { NONCE_LENGTH, TAG_LENGTH } from '../sealed.ts';
import type { CheckName, Level } from './titles.ts';

type Add = (name: CheckName, level: Level, passed: boolean, seen: string) => void;

const P224 = Buffer.from('06052b81040021', 'hex');
const id = Buffer.alloc(16, 7);
const nonce = Buffer.alloc(NONCE_LENGTH, 3);

export async function tryKeys(session: Session, name: string, add: Add): Promise<void> {
  const signing = made(add, 'sign-key', () => {
    makeSigningPair(session, name, id);
    return signingPair(session, name);
  });
  if (signing) {
    add('sign-works', 'must', ...outcome(() => signsRight(session, signing)));
    add('sign-extract', 'must', ...refusal(() => session.bytes(signing.key, p.CKA_VALUE)));
  }
  const sealName = `${name}-seal`;
  const sealing = made(add, 'seal-key', () => {
    makeAesKey(session, sealName, id);
    return aesKey(session, sealName);
  });
  if (sealing) {
    add('seal-works', 'must', ...outcome(() => sealsRight(session, sealing)));
    add('seal-extract', 'must', ...refusal(() => session.bytes(sealing, p.CKA_VALUE)));
    add('wrap-refused', 'must', ...refusal(() => wrap(session, sealing)));
    add('loosen-refused', 'must', ...all(loosenings.map((one) => refusal(() => set(session, sealing, one)))));
    add('copy-refused', 'must', ...refusal(() => removed(session, copy(session, sealing))));
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

type Seen = [passed: boolean, seen: string];

function made<T>(add: Add, name: CheckName, work: () => T): T | undefined {
  try {
    const result = work();
    add(name, 'must', true, 'SENSITIVE, not EXTRACTABLE');
    return result;
  } catch (error) {
    add(name, 'must', false, told(error));
    return undefined;
  }
}

function outcome(work: () => boolean): Seen {
  try {
    return work() ? [true, 'ok'] : [false, 'wrong'];
  } catch (error) {
    return [false, told(error)];
  }
}

/** Right if the device refuses. A value is never shown. */
function refusal(attempt: () => unknown): Seen {
  try {
    const value = attempt();
    if (value instanceof Uint8Array) value.fill(0);
    return [false, 'it did it'];
  } catch (error) {
    const said = told(error);
    return refusals.has(said) ? [true, said] : [false, `not tried: ${said}`];
  }
}

/** What a device says that will not; anything else tells that it could not be asked. */
const refusals = new Set([
  'CKR_ATTRIBUTE_SENSITIVE',
  'CKR_ATTRIBUTE_READ_ONLY',
  'CKR_ATTRIBUTE_VALUE_INVALID',
  'CKR_ACTION_PROHIBITED',
  'CKR_CURVE_NOT_SUPPORTED',
  'CKR_DOMAIN_PARAMS_INVALID',
  'CKR_KEY_NOT_WRAPPABLE',
  'CKR_KEY_SIZE_RANGE',
  'CKR_KEY_UNEXTRACTABLE',
  'CKR_MECHANISM_INVALID',
  'CKR_TEMPLATE_INCONSISTENT',
]);

function all(seen: readonly Seen[]): Seen {
  return seen.find(([passed]) => !passed) ?? seen[0]!;
}

/** The device's own word for it. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /\((CKR[^)]*)\)/.exec(error.message)?.[1] ?? error.message;
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

/** By a key that may wrap anything, and itself be read. */
function wrap(session: Session, victim: Handle): Buffer {
  return session.call((raw, handle) => {
    const wrapping = raw.C_GenerateKey(handle, { mechanism: p.CKM_AES_KEY_GEN }, [
      { type: p.CKA_TOKEN, value: false },
      { type: p.CKA_VALUE_LEN, value: 32 },
      { type: p.CKA_WRAP, value: true },
    ]);
    try {
      return raw.C_WrapKey(handle, { mechanism: p.CKM_AES_KEY_WRAP }, wrapping, victim, Buffer.alloc(64));
    } finally {
      raw.C_DestroyObject(handle, wrapping);
    }
  });
}

const loosenings: readonly Template[] = [
  [{ type: p.CKA_EXTRACTABLE, value: true }],
  [{ type: p.CKA_SENSITIVE, value: false }],
];

function set(session: Session, key: Handle, template: Template): void {
  session.call((raw, handle) => raw.C_SetAttributeValue(handle, key, template));
}

function copy(session: Session, key: Handle): Handle {
  return session.call((raw, handle) =>
    raw.C_CopyObject(handle, key, [
      { type: p.CKA_TOKEN, value: false },
      { type: p.CKA_EXTRACTABLE, value: true },
    ]),
  );
}

function removed(session: Session, object: Handle): void {
  session.call((raw, handle) => raw.C_DestroyObject(handle, object));
}

/** For the session only. */
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
  removed(session, pair.privateKey);
  removed(session, pair.publicKey);
}
