/** Error answers for errors other than Problem, the class of errors that routes throw as their answers. @module */

import type { FastifyError } from 'fastify';
import { commonProblem, Problem } from './problem.ts';

export function problemOf(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return commonProblem('malformed', error.message); // names the member, not its value
  switch (error.statusCode) {
    case 413:
      return commonProblem('too-large');
    case 415:
      return commonProblem('media-type');
    case 429:
      return commonProblem('too-many');
    default:
      if (error.statusCode !== undefined && error.statusCode < 500) return commonProblem('malformed');
      return commonProblem(isAway(error) ? 'unavailable' : 'internal');
  }
}

/** Returns where an error happened. Its message may contain request data, so it is not logged. */
export const placeOf = ({ name, code, stack = '' }: FastifyError | Problem): object => ({
  name,
  code,
  at: stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.slice(7)),
});

/**
 * Returns whether the database does not answer or is overloaded: SQLSTATE classes 08, 53, 57, or an error of its
 * client.
 */
const isAway = ({ code, message }: Error & { readonly code?: string }): boolean =>
  /^((08|53|57)\w{3}|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code ?? '') ||
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
    message,
  );
