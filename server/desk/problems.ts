/** Problems of a site's desk. @module */

import { deskErrors } from '../api/errors.ts';
import { problemsOf } from '../shared/http/problem.ts';

export type DeskProblemCode = keyof typeof deskErrors;
export const deskProblem = problemsOf(deskErrors);
