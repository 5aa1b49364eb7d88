/** Bearer tokens, secrets of 256 bits that authorize requests. The database stores only their hashes. @module */

import { utf8 } from '#crypto/bytes.ts';
import { randomBytes } from '#crypto/random.ts';
import { hash } from '#crypto/transcript.ts';

/** Returns a new bearer token of 43 characters. */
export const newBearer = (): string => Buffer.from(randomBytes(32)).toString('base64url');

export const bearerHash = (
  use: 'link' | 'login' | 'session' | 'staff' | 'desk' | 'device',
  bearer: string,
): Buffer => Buffer.from(hash(`registry/bearer/${use}`, utf8(bearer)));
