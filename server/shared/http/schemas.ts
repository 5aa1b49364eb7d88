/** Forms that several routes share. @module */

import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { commonProblem } from './problem.ts';

export const hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const octets = ['application/octet-stream'];

/** The body of a request that must be bytes. */
export function bytesOf({ body }: FastifyRequest): Uint8Array {
  if (!(body instanceof Uint8Array)) throw commonProblem('media-type');
  return body;
}
