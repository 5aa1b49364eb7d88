/** The platform's cryptographic random generator: the only source of nonces and secrets. @module */

import { randomBytes as platformRandomBytes } from '@noble/hashes/utils.js';

/** `length` fresh random bytes. It takes no generator: a production build cannot be handed a repeating one. */
export const randomBytes = (length: number): Uint8Array => platformRandomBytes(length);
