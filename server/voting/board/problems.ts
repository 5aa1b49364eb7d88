/** Errors about an entry that the voting process answers. @module */

import { boardErrors } from '../../api/errors.ts';
import { problemsOf } from '../../shared/http/problem.ts';

export type BoardProblemCode = keyof typeof boardErrors;
export const boardProblem = problemsOf(boardErrors);
