/** A staff session's bearer. @module */

import type { FastifyRequest } from 'fastify';
import { bearerOf } from '../../shared/http/bearer.ts';
import { registryProblem } from '../problems.ts';

export const staffBearer = (request: FastifyRequest): string =>
  bearerOf(request, () => registryProblem('staff-session'));
