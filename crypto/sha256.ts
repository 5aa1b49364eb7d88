/** SHA-256, native where the platform has it. @module */

import { sha256 as portable } from '@noble/hashes/sha2.js';
import { platformSha256 } from './platform.ts';

/** Returns the SHA-256 hash, 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => platformSha256(bytes) ?? portable(bytes);
