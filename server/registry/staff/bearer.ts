/** A staff session's bearer. @module */

import type { FastifyRequest } from 'fastify';
import { bearerOf } from '../bearer.ts';
import { registryProblem } from '../problems.ts';

export const staffBearer = (request: FastifyRequest): string =>
  bearerOf(request, () => registryProblem('staff-session'));
