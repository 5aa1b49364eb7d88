/**
 * Reader of a request's bearer token. It reads the token from the header alone, so that no other web site can make a
 * browser send it.
 * @module
 */

import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.ts';
import { BEARER_PATTERN } from '../../api/schemas.ts';

const form = new RegExp(BEARER_PATTERN);

/**
 * Returns a function that reads the bearer token of a request and throws `refusal` if there is none of the right form.
 */
export const bearerOr =
  (refusal: () => Problem) =>
  (request: FastifyRequest): string => {
    const [scheme, bearer, ...more] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || bearer === undefined || more.length > 0 || !form.test(bearer))
      throw refusal();
    return bearer;
  };
