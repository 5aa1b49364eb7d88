/**
 * Messages between the trustees' program and the process of a step: a request, and a result or a fault. All of it is
 * public or sealed. Both ends check the form. Bytes are written in hexadecimal.
 * @module
 */

import type { Static } from 'typebox';
import {
  array,
  boolean,
  check,
  faultOf,
  integer,
  literal,
  record,
  string,
  union,
} from '#crypto/json-schema.ts';
import { tokenFaults, TokenError, type FaultKind } from '#hsm/errors.ts';
import { actDraftSchema } from '../certificates/act.ts';
import { tokenLocationSchema } from '../shared/token-location.ts';

/** Bytes in hexadecimal. Without a pattern, because a tally or a share has megabytes; `bytesFrom` checks the digits. */
const hex = string();

/** Request to create the missing keys of a token, and an encryption key. */
const enrollWork = record({ kind: literal('enroll'), rehearsal: boolean(), name: string() });

/** Data from which the process of a step validates the ceremony by itself. */
const place = {
  manifest: hex,
  trustee: integer(),
  /** POSIX seconds of the first clock mark. */
  startedAt: integer(),
  /** Valid messages of the ceremony, each with the time of the board's clock at that entry. */
  ceremony: array(record({ clock: integer(), entry: hex })),
};

/** Draft of the act, which is signed with the message (spec §5.9); the process adds the hash of the message. */
const act = { act: actDraftSchema };

const runWork = union(
  // Without a seed, the process draws one and returns it sealed.
  record({ ...place, kind: literal('commit') }, { optional: { ...act, seed: hex } }),
  record(
    { ...place, kind: union(literal('reveal'), literal('deal'), literal('answer')), seed: hex },
    { optional: act },
  ),
  record({ ...place, kind: literal('certify'), seed: hex, encryption: hex }, { optional: act }),
  record({ ...place, kind: literal('share-check'), share: hex }, { optional: act }),
  record({ ...place, kind: literal('seal') }, { optional: act }),
  record({ ...place, kind: literal('decrypt'), share: hex, tally: hex }, { optional: act }),
);

const requestSchema = record({
  token: tokenLocationSchema,
  /** Name of the signing key in the token; that of the sealing key ends in `-seal`. */
  key: string(),
  work: union(enrollWork, runWork),
});

/** Signed entry. The act is present if the request had a draft. */
const signed = { entry: hex };
const signedAct = { act: record({ bytes: hex, signature: hex }) };

const resultSchema = union(
  record({
    kind: literal('enroll'),
    signingKey: hex,
    encryptionKey: hex,
    /** The secret of the encryption key, sealed. */
    sealed: hex,
    /** Signature by the signing key on name and keys (spec §5.9). */
    signature: hex,
  }),
  record({ kind: literal('commit'), ...signed, seed: hex }, { optional: signedAct }),
  record(
    {
      kind: union(
        literal('reveal'),
        literal('deal'),
        literal('answer'),
        literal('share-check'),
        literal('seal'),
      ),
      ...signed,
    },
    { optional: signedAct },
  ),
  // A complaint has no share.
  record(
    { kind: literal('certify'), ...signed },
    { optional: { ...signedAct, share: record({ sealed: hex, context: hex }) } },
  ),
  record({ kind: literal('decrypt'), ...signed, blob: hex }, { optional: signedAct }),
);

const answerSchema = union(
  record({ result: resultSchema }),
  record({ fault: string() }, { optional: { detail: string() } }),
);

export type StepRequest = Static<typeof requestSchema>;
export type EnrollWork = Static<typeof enrollWork>;
export type RunWork = Static<typeof runWork>;
export type RunPlace = Pick<RunWork, keyof typeof place>;
export type StepResult = Static<typeof resultSchema>;
export type StepKind = StepResult['kind'];
/** Results of the steps of these kinds. */
export type ResultOf<K extends StepKind> = Matching<StepResult, K>;
type Matching<R, K> = R extends { readonly kind: infer Own }
  ? [Own & K] extends [never]
    ? never
    : R & { readonly kind: Own & K }
  : never;
export type StepAnswer = Static<typeof answerSchema>;

/** Parses the request of a step; throws if it is malformed. */
export function parseRequest(text: string): StepRequest {
  const value: unknown = JSON.parse(text);
  if (!check(requestSchema, value))
    throw new Error(`request of a step: ${faultOf(requestSchema, value).what}`);
  return value;
}

/**
 * Parses the answer of a step of this kind. Throws the TokenError that it reports, or one of kind `program` if it is
 * malformed or of another step.
 */
export function parseAnswer<K extends StepKind>(text: string, kind: K): ResultOf<K> {
  const value = parseJson(text);
  if (!check(answerSchema, value)) throw new TokenError('program', 'malformed answer of a step');
  if ('fault' in value) throw new TokenError(isFault(value.fault) ? value.fault : 'program', value.detail);
  const { result } = value;
  if (!isOfKind(result, kind)) throw new TokenError('program', `answer of another step: ${result.kind}`);
  return result;
}

/** Returns the bytes of a string in hexadecimal; throws if it is none. */
export function bytesFrom(text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text, 'hex'));
  if (2 * bytes.length !== text.length) throw new Error('not bytes in hexadecimal');
  return bytes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isFault = (name: string): name is FaultKind => Object.hasOwn(tokenFaults, name);
const isOfKind = <K extends StepKind>(result: StepResult, kind: K): result is ResultOf<K> =>
  result.kind === kind;
