/**
 * Act of a step: a certificate of what was done, by whom and at which state of the board, as JSON that the trustee's
 * token signs (spec §5.9).
 * @module
 */

import type { Static } from 'typebox';
import { toHex } from '#crypto/bytes.ts';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import type { Election } from '#crypto/manifest/election.ts';
import {
  array,
  boolean,
  check,
  integer,
  literal,
  nothing,
  record,
  string,
  union,
} from '#crypto/json-schema.ts';
import { parseStrictJson } from '#crypto/manifest/json.ts';
import { frame, sha256 } from '#crypto/transcript.ts';
import type { TokenInfo } from '#hsm/token.ts';
import { TrusteeProblem } from '../shared/problems.ts';

const text = record({ es: string(), en: string() });
const hash = string({ pattern: '^[0-9a-f]{64}$' });
const count = integer({ minimum: 0 });

const step = union(
  literal('commit'),
  literal('reveal'),
  literal('deal'),
  literal('certify'),
  literal('answer'),
  literal('share-check'),
  literal('seal'),
  literal('decrypt'),
);
/** Step of a trustee, in the order of the ceremony and the count. */
export type Step = Static<typeof step>;

const draft = {
  format: literal('sivei-ceremony-act/v1'),
  step,
  election: record({ id: hash, title: text, authority: text, rehearsal: boolean() }),
  run: count,
  trustee: record({ number: count, name: text }),
  participants: array(record({ number: count, name: text, signingKey: string() })),
  threshold: count,
  /** ISO 8601, with the zone of the machine. */
  at: string(),
  board: record({
    origin: string(),
    size: count,
    root: hash,
    clock: count,
    witnesses: array(string()),
    voidEntries: count,
  }),
  /** Election key (K); null until the run has revealed it. */
  key: union(hash, nothing()),
  /** Tally that is decrypted, and the number of its ballots; null in the steps of the ceremony. */
  tally: union(record({ hash, ballots: count }), nothing()),
  software: record({ version: string(), hash, node: string() }),
};

const schema = record({
  ...draft,
  token: record({
    label: string(),
    serial: string(),
    maker: string(),
    model: string(),
    firmware: string(),
  }),
  /** SHA-256 of the entry that went to the board. */
  message: hash,
  /**
   * Number of the trustee whom the message accuses; null unless the message is a complaint, which takes the place of a
   * certificate.
   */
  accused: union(count, nothing()),
});

export type Act = Static<typeof schema>;

/** Act without the members that only the step's process knows. */
export const actDraftSchema = record(draft);
export type ActDraft = Static<typeof actDraftSchema>;

export const actMessage = (electionId: Uint8Array, act: Uint8Array): Uint8Array =>
  frame('ceremony-act/v1', electionId, act);

/** Completes the draft with the token, the hash of the message and the accused trustee, in the process of the step. */
export function completeAct(
  { ...own }: ActDraft,
  { label, serial, maker, model, firmwareVersion }: TokenInfo,
  entry: Uint8Array,
  accused: number | null,
): Act {
  const token = { label, serial, maker, model, firmware: firmwareVersion };
  // A string of an act is not empty.
  const named = Object.fromEntries(Object.entries(token).map(([name, value]) => [name, value.trim() || '-']));
  return { ...own, token: named as Act['token'], message: toHex(sha256(entry)), accused };
}

/** Parses an act of this election. Throws `act-form` unless the trustee that it names has signed it. */
export function openAct(election: Election, bytes: Uint8Array, signature: Uint8Array): Act {
  const act = readAct(bytes);
  const own = election.trustees[act.trustee.number - 1];
  const signed = own && verifyEcdsa(own.signingKey, actMessage(election.id, bytes), signature);
  if (!signed || !saysWhatTheManifestSays(act, election)) throw new TrusteeProblem('act-form');
  return act;
}

/**
 * Returns whether names, keys and the rehearsal mark are those of the manifest, because a trustee could sign others.
 */
function saysWhatTheManifestSays(
  { election: own, threshold, trustee, participants }: Act,
  { id, manifest }: Election,
): boolean {
  const { candidates } = manifest.trustees;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return (
    same(own, {
      id: toHex(id),
      title: manifest.title,
      authority: manifest.authority.name,
      rehearsal: manifest.rehearsal,
    }) &&
    threshold === manifest.trustees.threshold &&
    same(trustee.name, candidates[trustee.number - 1]?.name) &&
    participants.every(({ number, name, signingKey }) => {
      const named = candidates[number - 1];
      return named !== undefined && same(name, named.name) && signingKey === named.signingKey;
    })
  );
}

function readAct(bytes: Uint8Array): Act {
  try {
    const value = parseStrictJson(bytes);
    if (!check(schema, value)) throw new Error('schema');
    return value;
  } catch (error) {
    throw new TrusteeProblem('act-form', (error as Error).message);
  }
}
