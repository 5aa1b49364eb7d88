/** Errors that the registry answers. @module */

import { registryErrors } from '../api/errors.ts';
import { problemsOf } from '../shared/http/problem.ts';

export type RegistryProblemCode = keyof typeof registryErrors;
export const registryProblem = problemsOf(registryErrors);
