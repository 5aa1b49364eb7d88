/** Errors about a ballot that the voting process answers. @module */

import { ballotErrors } from '../../api/errors.ts';
import { problemsOf } from '../../shared/http/problem.ts';

export type BallotProblemCode = keyof typeof ballotErrors;
export const ballotProblem = problemsOf(ballotErrors);
