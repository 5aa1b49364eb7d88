/** Errors that a route throws as its answer, each from a catalogue of server/api/errors.ts. @module */

import { commonErrors, type ErrorCatalogue, type ErrorKind } from '../../api/errors.ts';
import type { ErrorBody } from '../../api/schemas.ts';

/** Error to send as an answer. It goes to the client, so it holds nothing secret. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly kind: ErrorKind;
  readonly detail: string | undefined;
  /** Seconds after which the client may retry, where known. */
  retryAfter: number | undefined;

  constructor(code: string, kind: ErrorKind, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.code = code;
    this.kind = kind;
    this.detail = detail;
  }

  /** Sets the seconds after which the client may retry. */
  after(seconds: number): this {
    this.retryAfter = seconds;
    return this;
  }
}

export const bodyOf = ({ code, kind: { title }, detail }: Problem): ErrorBody => ({
  error: code,
  title,
  ...(detail !== undefined && { detail }),
});

/** Returns a function that makes the problems of a catalogue. */
export const problemsOf =
  <C extends ErrorCatalogue>(catalogue: C) =>
  (code: keyof C & string, detail?: string): Problem =>
    new Problem(code, catalogue[code]!, detail);

export const commonProblem = problemsOf(commonErrors);
