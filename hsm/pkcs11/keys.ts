/** Signing and sealing keys of a trustee in a token, and the attributes that protect them. @module */
import type { Handle, Template } from 'pkcs11js';
import { TokenError } from '../errors.ts';
import { pkcs11 as p } from './library.ts';
import type { Session } from './session.ts';

/** Object identifier of P-256 in DER. */
const P256 = Buffer.from('06082a8648ce3d030107', 'hex');

/** Attributes of every secret key: generated in the token, never readable, never wrapped. */
const protection = [
  { type: p.CKA_TOKEN, value: true },
  { type: p.CKA_PRIVATE, value: true },
  { type: p.CKA_SENSITIVE, value: true },
  { type: p.CKA_EXTRACTABLE, value: false },
];

const named = (name: string, id: Uint8Array): Template => [
  { type: p.CKA_LABEL, value: name },
  { type: p.CKA_ID, value: Buffer.from(id) },
];

const labelled = (objectClass: number, name: string): Template => [
  { type: p.CKA_CLASS, value: objectClass },
  { type: p.CKA_LABEL, value: name },
];

export function makeSigningPair(session: Session, name: string, id: Uint8Array): void {
  assertNameFree(session, name);
  orTokenFull(() =>
    session.call((raw, handle) =>
      raw.C_GenerateKeyPair(
        handle,
        { mechanism: p.CKM_EC_KEY_PAIR_GEN },
        [
          { type: p.CKA_TOKEN, value: true },
          { type: p.CKA_VERIFY, value: true },
          { type: p.CKA_EC_PARAMS, value: P256 },
          ...named(name, id),
        ],
        [
          ...protection,
          { type: p.CKA_SIGN, value: true },
          { type: p.CKA_DERIVE, value: false },
          ...named(name, id),
        ],
      ),
    ),
  );
}

export function makeAesKey(session: Session, name: string, id: Uint8Array): void {
  assertNameFree(session, name);
  orTokenFull(() =>
    session.call((raw, handle) =>
      raw.C_GenerateKey(handle, { mechanism: p.CKM_AES_KEY_GEN }, [
        ...protection,
        { type: p.CKA_VALUE_LEN, value: 32 },
        { type: p.CKA_ENCRYPT, value: true },
        { type: p.CKA_DECRYPT, value: true },
        { type: p.CKA_WRAP, value: false },
        { type: p.CKA_UNWRAP, value: false },
        ...named(name, id),
      ]),
    ),
  );
}

/**
 * Runs `make` and converts CKR_DEVICE_MEMORY to `token-full`. In other calls that code means a lack of working memory.
 */
function orTokenFull(make: () => void): void {
  try {
    make();
  } catch (error) {
    const full = error instanceof TokenError && error.detail === 'CKR_DEVICE_MEMORY';
    throw full ? new TokenError('token-full', error.detail) : error;
  }
}

/** Returns the handle of the private key, and the public key as an uncompressed point of 65 bytes. */
export function signingPair(session: Session, name: string): { key: Handle; point: Uint8Array } {
  const key = protectedKey(session, p.CKO_PRIVATE_KEY, name);
  // Anyone can store a public key object in a token. The identifier selects the one generated with the private key.
  const id = session.bytes(key, p.CKA_ID);
  const point = session.bytes(only(session, p.CKO_PUBLIC_KEY, name, id), p.CKA_EC_POINT);
  // Some tokens omit the octet string around the point.
  const bare = point.length === 67 && point[0] === 4 && point[1] === 65 ? point.subarray(2) : point;
  if (bare.length !== 65 || bare[0] !== 4) throw new TokenError('unsupported', 'CKA_EC_POINT');
  return { key, point: bare };
}

export const aesKey = (session: Session, name: string): Handle =>
  protectedKey(session, p.CKO_SECRET_KEY, name);

/** Returns all objects of this name, of any class. */
export const objectsNamed = (session: Session, name: string): Handle[] =>
  session.find([{ type: p.CKA_LABEL, value: name }]);

/** Returns the handle of a private or secret key; throws `key-weak` if the key can leave the token or ever could. */
function protectedKey(session: Session, objectClass: number, name: string): Handle {
  const key = only(session, objectClass, name);
  const weak =
    (session.flag(key, p.CKA_EXTRACTABLE) && 'CKA_EXTRACTABLE') ||
    (!session.flag(key, p.CKA_SENSITIVE) && 'CKA_SENSITIVE') ||
    (!session.flag(key, p.CKA_ALWAYS_SENSITIVE) && 'CKA_ALWAYS_SENSITIVE') ||
    (!session.flag(key, p.CKA_NEVER_EXTRACTABLE) && 'CKA_NEVER_EXTRACTABLE');
  if (weak) throw new TokenError('key-weak', `"${name}", ${weak}`);
  return key;
}

function only(session: Session, objectClass: number, name: string, id?: Buffer): Handle {
  const found = session.find([
    ...labelled(objectClass, name),
    ...(id ? [{ type: p.CKA_ID, value: id }] : []),
  ]);
  if (found.length === 0) throw new TokenError('key-missing', `"${name}"`);
  if (found.length > 1) throw new TokenError('key-ambiguous', `"${name}"`);
  return found[0]!;
}

function assertNameFree(session: Session, name: string): void {
  if (objectsNamed(session, name).length > 0) throw new TokenError('key-exists', `"${name}"`);
}
