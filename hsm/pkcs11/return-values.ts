/**
 * Return values of PKCS#11 calls (OASIS v2.40 §5.1) by number, with the kind of error that each one means for a
 * trustee.
 * @module
 */
import { type FaultKind, TokenError } from '../errors.ts';

/** Name and kind of error by return value. A value that is not listed is reported as `device`, with its number. */
const kinds: ReadonlyMap<number, readonly [name: string, kind: FaultKind]> = new Map([
  [0x02, ['CKR_HOST_MEMORY', 'device']],
  [0x03, ['CKR_SLOT_ID_INVALID', 'token-absent']],
  [0x05, ['CKR_GENERAL_ERROR', 'device']],
  [0x06, ['CKR_FUNCTION_FAILED', 'device']],
  [0x07, ['CKR_ARGUMENTS_BAD', 'unsupported']],
  [0x0a, ['CKR_CANT_LOCK', 'unsupported']],
  [0x10, ['CKR_ATTRIBUTE_READ_ONLY', 'unsupported']],
  [0x11, ['CKR_ATTRIBUTE_SENSITIVE', 'unsupported']],
  [0x12, ['CKR_ATTRIBUTE_TYPE_INVALID', 'unsupported']],
  [0x13, ['CKR_ATTRIBUTE_VALUE_INVALID', 'unsupported']],
  [0x1b, ['CKR_ACTION_PROHIBITED', 'unsupported']],
  [0x21, ['CKR_DATA_LEN_RANGE', 'unsupported']],
  [0x30, ['CKR_DEVICE_ERROR', 'device']],
  [0x31, ['CKR_DEVICE_MEMORY', 'device']],
  [0x32, ['CKR_DEVICE_REMOVED', 'token-removed']],
  [0x40, ['CKR_ENCRYPTED_DATA_INVALID', 'bad-sealed']],
  [0x41, ['CKR_ENCRYPTED_DATA_LEN_RANGE', 'bad-sealed']],
  [0x50, ['CKR_FUNCTION_CANCELED', 'busy']],
  [0x54, ['CKR_FUNCTION_NOT_SUPPORTED', 'unsupported']],
  [0x60, ['CKR_KEY_HANDLE_INVALID', 'session-lost']],
  [0x62, ['CKR_KEY_SIZE_RANGE', 'unsupported']],
  [0x63, ['CKR_KEY_TYPE_INCONSISTENT', 'unsupported']],
  [0x68, ['CKR_KEY_FUNCTION_NOT_PERMITTED', 'unsupported']],
  [0x6a, ['CKR_KEY_UNEXTRACTABLE', 'unsupported']],
  [0x70, ['CKR_MECHANISM_INVALID', 'unsupported']],
  [0x71, ['CKR_MECHANISM_PARAM_INVALID', 'unsupported']],
  [0x82, ['CKR_OBJECT_HANDLE_INVALID', 'session-lost']],
  [0x69, ['CKR_KEY_NOT_WRAPPABLE', 'unsupported']],
  [0x90, ['CKR_OPERATION_ACTIVE', 'busy']],
  [0x91, ['CKR_OPERATION_NOT_INITIALIZED', 'session-lost']],
  [0xa0, ['CKR_PIN_INCORRECT', 'pin-incorrect']],
  [0xa1, ['CKR_PIN_INVALID', 'pin-form']],
  [0xa2, ['CKR_PIN_LEN_RANGE', 'pin-form']],
  [0xa3, ['CKR_PIN_EXPIRED', 'pin-expired']],
  [0xa4, ['CKR_PIN_LOCKED', 'pin-locked']],
  [0xb0, ['CKR_SESSION_CLOSED', 'session-lost']],
  [0xb1, ['CKR_SESSION_COUNT', 'busy']],
  [0xb3, ['CKR_SESSION_HANDLE_INVALID', 'session-lost']],
  [0xb5, ['CKR_SESSION_READ_ONLY', 'read-only']],
  [0xb6, ['CKR_SESSION_EXISTS', 'busy']],
  [0xd0, ['CKR_TEMPLATE_INCOMPLETE', 'unsupported']],
  [0xd1, ['CKR_TEMPLATE_INCONSISTENT', 'unsupported']],
  [0xe0, ['CKR_TOKEN_NOT_PRESENT', 'token-removed']],
  [0xe1, ['CKR_TOKEN_NOT_RECOGNIZED', 'token-absent']],
  [0xe2, ['CKR_TOKEN_WRITE_PROTECTED', 'read-only']],
  [0x100, ['CKR_USER_ALREADY_LOGGED_IN', 'busy']],
  [0x101, ['CKR_USER_NOT_LOGGED_IN', 'not-logged-in']],
  [0x102, ['CKR_USER_PIN_NOT_INITIALIZED', 'pin-expired']],
  [0x104, ['CKR_USER_ANOTHER_ALREADY_LOGGED_IN', 'busy']],
  [0x105, ['CKR_USER_TOO_MANY_TYPES', 'busy']],
  [0x130, ['CKR_DOMAIN_PARAMS_INVALID', 'unsupported']],
  [0x140, ['CKR_CURVE_NOT_SUPPORTED', 'unsupported']],
  [0x190, ['CKR_CRYPTOKI_NOT_INITIALIZED', 'session-lost']],
]);

/** All listed return values, for the tests and the handbook. */
export const knownReturnValues = [...kinds].map(([code, [name, kind]]) => ({ code, name, kind }));

/** Converts an error of the binding to a TokenError; returns any other error unchanged. */
export function tokenError(error: unknown): unknown {
  const code = returnValue(error);
  if (code === undefined) return error;
  const [name, kind] = kinds.get(code) ?? [`CKR 0x${code.toString(16)}`, 'device'];
  return new TokenError(kind, name);
}

/**
 * Returns the return value (CKR_…) of a failed PKCS#11 call; undefined for any other error. Some calls set it as the
 * error's `code`, others put it into the message.
 */
function returnValue(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const told = /^CKR_\w+(?::(?<code>\d+))?/.exec(error.message);
  if (!told) return undefined;
  if (told.groups?.['code'] !== undefined) return Number(told.groups['code']);
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
