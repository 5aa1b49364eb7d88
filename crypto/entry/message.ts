/** Body of the request that posts an entry: `u32 length || entry || blob` (docs/api.md). @module */

import { concat, u32 } from '../bytes.ts';
import { Reader } from '../wire.ts';

/** Returns the body for an entry and the blob that it names; `blob` is empty if it names none. */
export const encodeMessage = (entry: Uint8Array, blob: Uint8Array = new Uint8Array()): Uint8Array =>
  concat(u32(entry.length), entry, blob);

/** Splits a message into views; throws if it is shorter than its length says. */
export function decodeMessage(message: Uint8Array): {
  readonly entry: Uint8Array;
  readonly blob: Uint8Array;
} {
  const reader = new Reader(message);
  const entry = reader.bytes(reader.u32());
  return { entry, blob: message.subarray(4 + entry.length) };
}
