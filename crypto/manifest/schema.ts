/** The manifest's form (spec §4.2, §4.3, rule M3). `docs/spec/manifest.schema.json` is this value, printed. @module */

import Type, { type Static, type TProperties } from 'typebox';
import { SUITE } from '../transcript.ts';

/** An object with exactly these members. */
const record = <P extends TProperties>(members: P) => Type.Object(members, { additionalProperties: false });
const string = Type.String({ minLength: 1, maxLength: 400 });
const text = record({ es: string, en: string });
const id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
const p256Key = Type.String({ pattern: '^0[23][0-9a-f]{64}$' });
const groupKey = Type.String({ pattern: '^[0-9a-f]{64}$' });
const count = Type.Integer({ minimum: 0, maximum: 4294967295 });

const party = record({ name: text, key: p256Key });
const stage = record({
  id: Type.Union([
    Type.Literal('ceremony'),
    Type.Literal('practice'),
    Type.Literal('voting'),
    Type.Literal('count'),
  ]),
  title: text,
  starts: string,
  ends: string,
});
const trustee = record({ name: text, signingKey: p256Key, encryptionKey: groupKey });
const option = record({
  id,
  title: text,
  candidacy: Type.Union([id, Type.Null()]),
  parties: Type.Array(id),
});
const group = record({
  id,
  title: text,
  min: count,
  max: count,
  options: Type.Array(option, { minItems: 1 }),
});
const special = record({
  id,
  kind: Type.Union([Type.Literal('unregistered'), Type.Literal('null')]),
  title: text,
});
const contest = record({
  id,
  title: text,
  kind: Type.Union([Type.Literal('single'), Type.Literal('question'), Type.Literal('select')]),
  blank: Type.Boolean(),
  parties: Type.Array(record({ id, name: string })),
  candidacies: Type.Array(record({ id, name: string, parties: Type.Array(id) })),
  groups: Type.Array(group, { minItems: 1 }),
  specials: Type.Array(special),
});
const style = record({
  id,
  title: text,
  contests: Type.Array(id, { minItems: 1 }),
  units: Type.Array(string, { minItems: 1 }),
});

export const manifestSchema = Type.Object(
  {
    suite: Type.Literal(SUITE),
    id,
    title: text,
    rehearsal: Type.Boolean(),
    authority: party,
    registrar: party,
    board: record({ name: text, key: p256Key, origin: string, logKey: string }),
    witnesses: record({ quorum: count, keys: Type.Array(string, { maxItems: 63 }) }),
    stages: Type.Array(stage, { minItems: 1 }),
    zone: string,
    graceSeconds: count,
    silenceSeconds: count,
    trustees: record({ threshold: count, count, candidates: Type.Array(trustee) }),
    revoting: Type.Union([Type.Literal('none'), Type.Literal('last')]),
    smallUnit: count,
    units: Type.Array(record({ code: string, name: string }), { minItems: 1, maxItems: 1000 }),
    contests: Type.Array(contest, { minItems: 1, maxItems: 50 }),
    styles: Type.Array(style, { minItems: 1, maxItems: 1000 }),
  },
  { additionalProperties: false, title: 'SIVEI election manifest, version 1' },
);

export type Manifest = Static<typeof manifestSchema>;
export type ManifestContest = Manifest['contests'][number];
