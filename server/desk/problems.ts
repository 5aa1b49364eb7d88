/** Errors that a site's desk answers. @module */

import { deskErrors } from '../api/errors.ts';
import { problemsOf } from '../shared/http/problem.ts';

export type DeskProblemCode = keyof typeof deskErrors;
export const deskProblem = problemsOf(deskErrors);
