/** Cryptographic random generator of the platform, the only source of nonces and secrets. @module */

import { randomBytes as platformRandomBytes } from '@noble/hashes/utils.js';

/**
 * Returns `length` random bytes. There is no parameter for a generator, so a production build cannot be given a
 * repeating one.
 */
export const randomBytes = (length: number): Uint8Array => platformRandomBytes(length);
