/** Body with which an entry is posted: `u32 length || entry || blob` (docs/api.md). @module */

import { concat, u32 } from '../bytes.ts';

/** Returns the body for an entry and the blob that it names; empty if it names none. */
export const encodeMessage = (entry: Uint8Array, blob: Uint8Array = new Uint8Array()): Uint8Array =>
  concat(u32(entry.length), entry, blob);
