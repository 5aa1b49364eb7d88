/** What a witness says, in the statuses of spec §8.10 (C2SP tlog-witness). @module */

export interface Answer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
}

const plain = 'text/plain; charset=utf-8';

const no = (status: Answer['status'], why: string): Answer => ({ status, type: plain, body: `${why}\n` });

export const answers = {
  given: (body: string): Answer => ({ status: 200, type: plain, body }),
  malformed: (why: string): Answer => no(400, why),
  oldAboveNew: (): Answer => no(400, 'the old size is above that of the checkpoint'),
  notSigned: (): Answer => no(403, 'the checkpoint lacks one valid signature of the log'),
  unknown: (): Answer => no(404, 'unknown log'),
  neverCosigned: (): Answer => no(404, 'this log was not cosigned yet'),
  /** With the size that was cosigned last, for the log to prove from there. */
  otherSize: (size: number): Answer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` }),
  inconsistent: (): Answer => no(422, 'the checkpoint does not follow from the one cosigned last'),
} as const;
