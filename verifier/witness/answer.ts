/** Answers of a witness, with the statuses of spec §8.10 (C2SP tlog-witness). @module */

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
}

const plainText = 'text/plain; charset=utf-8';

const refusal = (status: WitnessAnswer['status'], why: string): WitnessAnswer => ({
  status,
  type: plainText,
  body: `${why}\n`,
});

export const answers = {
  ok: (body: string): WitnessAnswer => ({ status: 200, type: plainText, body }),
  malformed: (why: string): WitnessAnswer => refusal(400, why),
  oldAboveNew: (): WitnessAnswer => refusal(400, 'the old size is above that of the checkpoint'),
  notSigned: (): WitnessAnswer => refusal(403, 'the checkpoint lacks one valid signature of the log'),
  unknown: (): WitnessAnswer => refusal(404, 'unknown log'),
  neverCosigned: (): WitnessAnswer => refusal(404, 'this log was not cosigned yet'),
  /** The body is the size cosigned last, from which the log must prove consistency. */
  otherSize: (size: number): WitnessAnswer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` }),
  inconsistent: (): WitnessAnswer =>
    refusal(422, 'the checkpoint does not follow from the one cosigned last'),
} as const;
