/** The message with which a site's desk asks the registry for a session (docs/decisions/0008). @module */

import { u16, u64 } from '#crypto/bytes.ts';
import { frame } from '#crypto/transcript.ts';

/** Returns the bytes that the desk signs; `site`: position in the manifest, `seconds`: POSIX time. */
export const deskGreeting = (electionId: Uint8Array, site: number, seconds: number): Uint8Array =>
  frame('desk-session/v1', electionId, u16(site), u64(seconds));
