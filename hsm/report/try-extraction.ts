/** Attempts to extract a key from a device, which the device must refuse. @module */
import type { Handle, Mechanism, Template } from 'pkcs11js';
import { pkcs11 as p } from '../pkcs11/library.ts';
import type { Session } from '../pkcs11/session.ts';
import { refusal, refusalOfAll } from './observation.ts';
import type { Add } from './titles.ts';

/** Size of the buffer for a wrapped private key. */
const WRAPPED_KEY_BYTES = 1024;

const wrappings: Readonly<Record<string, Mechanism>> = {
  CKM_AES_KEY_WRAP: { mechanism: p.CKM_AES_KEY_WRAP },
  CKM_AES_KEY_WRAP_PAD: { mechanism: p.CKM_AES_KEY_WRAP_PAD },
  CKM_AES_KEY_WRAP_KWP: { mechanism: 0x210b }, // the binding has no name for it
  CKM_AES_CBC_PAD: { mechanism: p.CKM_AES_CBC_PAD, parameter: Buffer.alloc(16) },
};

const loosenings: Readonly<Record<string, Template>> = {
  CKA_EXTRACTABLE: [{ type: p.CKA_EXTRACTABLE, value: true }],
  CKA_SENSITIVE: [{ type: p.CKA_SENSITIVE, value: false }],
};

export function tryExtraction(session: Session, key: Handle, use: 'sign' | 'seal', add: Add): void {
  add(`${use}-extract`, 'must', ...refusal(() => session.bytes(key, p.CKA_VALUE)));
  add(`${use}-wrap`, 'must', ...refusalOfAll(each(wrappings, (mechanism) => wrap(session, key, mechanism))));
  add(
    `${use}-loosen`,
    'must',
    ...refusalOfAll(each(loosenings, (template) => loosen(session, key, template))),
  );
  add(`${use}-copy`, 'must', ...refusalOfAll(each(loosenings, (template) => copy(session, key, template))));
}

function each<T>(
  ways: Readonly<Record<string, T>>,
  attempt: (way: T) => unknown,
): Record<string, () => unknown> {
  return Object.fromEntries(Object.entries(ways).map(([name, way]) => [name, () => attempt(way)]));
}

/** Wraps `victim` with a new key that is allowed to wrap other keys. */
function wrap(session: Session, victim: Handle, mechanism: Mechanism): Buffer {
  return session.call((raw, handle) => {
    const wrapping = raw.C_GenerateKey(handle, { mechanism: p.CKM_AES_KEY_GEN }, [
      { type: p.CKA_TOKEN, value: false },
      { type: p.CKA_VALUE_LEN, value: 32 },
      { type: p.CKA_WRAP, value: true },
    ]);
    try {
      return raw.C_WrapKey(handle, mechanism, wrapping, victim, Buffer.alloc(WRAPPED_KEY_BYTES));
    } finally {
      raw.C_DestroyObject(handle, wrapping);
    }
  });
}

function loosen(session: Session, key: Handle, template: Template): void {
  session.call((raw, handle) => raw.C_SetAttributeValue(handle, key, template));
}

/** Copies the key with weaker attributes, as an object of the session only, and removes the copy. */
function copy(session: Session, key: Handle, template: Template): void {
  session.call((raw, handle) =>
    raw.C_DestroyObject(
      handle,
      raw.C_CopyObject(handle, key, [{ type: p.CKA_TOKEN, value: false }, ...template]),
    ),
  );
}
