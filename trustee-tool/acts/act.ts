/** The act of a step: what was done, by whom, before which board, as JSON that the trustee's token signs (spec §5.9). @module */

import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { toHex } from '#crypto/bytes.ts';
import { verifyEcdsa } from '#crypto/ecdsa.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { parseStrictJson } from '#crypto/manifest/json.ts';
import { frame, sha256 } from '#crypto/transcript.ts';
import type { TokenInfo } from '#hsm/token.ts';
import { TrusteeProblem } from '../problems.ts';

const record = <P extends Parameters<typeof Type.Object>[0]>(members: P) =>
  Type.Object(members, { additionalProperties: false });
const text = record({ es: Type.String(), en: Type.String() });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const count = Type.Integer({ minimum: 0 });

const step = Type.Union([
  Type.Literal('commit'),
  Type.Literal('reveal'),
  Type.Literal('deal'),
  Type.Literal('certify'),
  Type.Literal('answer'),
  Type.Literal('share-check'),
  Type.Literal('seal'),
  Type.Literal('decrypt'),
]);
/** What a trustee does, in the order of the ceremony and the count. */
export type Step = Static<typeof step>;

const draft = {
  format: Type.Literal('sivei-ceremony-act/v1'),
  step,
  election: record({ id: hash, title: text, authority: text, rehearsal: Type.Boolean() }),
  run: count,
  trustee: record({ number: count, name: text }),
  participants: Type.Array(record({ number: count, name: text, signingKey: Type.String() })),
  threshold: count,
  /** With the zone of the machine. */
  at: Type.String(),
  board: record({
    origin: Type.String(),
    size: count,
    root: hash,
    clock: count,
    witnesses: Type.Array(Type.String()),
    voidEntries: count,
  }),
  /** K, once the run has revealed it. */
  key: Type.Union([hash, Type.Null()]),
  /** What was opened, and of how many ballots. */
  tally: Type.Union([record({ hash, ballots: count }), Type.Null()]),
  software: record({ version: Type.String(), hash, node: Type.String() }),
};

const schema = record({
  ...draft,
  token: record({
    label: Type.String(),
    serial: Type.String(),
    maker: Type.String(),
    model: Type.String(),
    firmware: Type.String(),
  }),
  /** SHA-256 of the entry that went to the board. */
  message: hash,
  /** A trustee whom the message accuses: a complaint stands in the place of a certificate. */
  accused: Type.Union([count, Type.Null()]),
});

export type Act = Static<typeof schema>;
export type ActDraft = Omit<Act, 'token' | 'message' | 'accused'>;

export const actMessage = (electionId: Uint8Array, act: Uint8Array): Uint8Array =>
  frame('ceremony-act/v1', electionId, act);

/** What the step's process adds, which sees token and message. */
export function completeAct(
  { ...own }: ActDraft,
  { label, serial, maker, model, firmwareVersion }: TokenInfo,
  entry: Uint8Array,
  accused: number | null,
): Act {
  const token = { label, serial, maker, model, firmware: firmwareVersion };
  // Strings of an act have a character or more.
  const named = Object.fromEntries(Object.entries(token).map(([name, value]) => [name, value.trim() || '-']));
  return { ...own, token: named as Act['token'], message: toHex(sha256(entry)), accused };
}

/** Throws `act-form` unless it is an act of this election, signed by the trustee that it names. */
export function openAct(election: Election, bytes: Uint8Array, signature: Uint8Array): Act {
  const act = readAct(bytes);
  const own = election.trustees[act.trustee.number - 1];
  if (
    act.election.id !== toHex(election.id) ||
    !own ||
    !verifyEcdsa(own.signingKey, actMessage(election.id, bytes), signature)
  )
    throw new TrusteeProblem('act-form');
  return act;
}

function readAct(bytes: Uint8Array): Act {
  try {
    const value = parseStrictJson(bytes);
    if (!Value.Check(schema, value)) throw new Error('schema');
    return value;
  } catch (error) {
    throw new TrusteeProblem('act-form', (error as Error).message);
  }
}
