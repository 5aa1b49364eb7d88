/** Schema of the manifest (spec §4.2, §4.3, rule M3); `docs/spec/manifest.schema.json` is its printed form. @module */

import type { Static } from 'typebox';
import { SUITE } from '../transcript.ts';
import {
  array,
  boolean,
  integer,
  literal,
  nothing,
  record,
  string as stringOf,
  union,
} from '../json-schema.ts';

const string = stringOf({ minLength: 1, maxLength: 400 });
const text = record({ es: string, en: string });
const id = stringOf({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
const p256Key = stringOf({ pattern: '^0[23][0-9a-f]{64}$' });
const groupKey = stringOf({ pattern: '^[0-9a-f]{64}$' });
const count = integer({ minimum: 0, maximum: 4294967295 });

const stage = record({
  id: union(literal('ceremony'), literal('practice'), literal('voting'), literal('count')),
  title: text,
  starts: string,
  ends: string,
});
const trustee = record({ name: text, signingKey: p256Key, encryptionKey: groupKey });
const option = record({
  id,
  title: text,
  candidacy: union(id, nothing()),
  parties: array(id),
});
const group = record({
  id,
  title: text,
  min: count,
  max: count,
  options: array(option, { minItems: 1 }),
});
const special = record({
  id,
  kind: union(literal('unregistered'), literal('null')),
  title: text,
});
const contest = record({
  id,
  title: text,
  kind: union(literal('single'), literal('question'), literal('select')),
  blank: boolean(),
  parties: array(record({ id, name: string })),
  candidacies: array(record({ id, name: string, parties: array(id) })),
  groups: array(group, { minItems: 1 }),
  specials: array(special),
});
const site = record({
  code: id,
  name: text,
  key: p256Key,
  zone: string,
  starts: string,
  ends: string,
  graceSeconds: count,
  deliverySeconds: count,
  walkIns: count,
  moves: boolean(),
});
const style = record({
  id,
  title: text,
  contests: array(id, { minItems: 1 }),
  units: array(string, { minItems: 1 }),
});

export const manifestSchema = record(
  {
    suite: literal(SUITE),
    id,
    title: text,
    rehearsal: boolean(),
    authority: record({ name: text, keys: array(p256Key), quorum: count }),
    registrar: record({ name: text, key: p256Key }),
    board: record({ name: text, key: p256Key, origin: string, logKey: string }),
    witnesses: record({ quorum: count, keys: array(string, { maxItems: 63 }) }),
    stages: array(stage, { minItems: 1 }),
    zone: string,
    graceSeconds: count,
    extensionSeconds: count,
    silenceSeconds: count,
    trustees: record({ threshold: count, count, candidates: array(trustee) }),
    revoting: union(literal('none'), literal('last')),
    smallUnit: count,
    units: array(record({ code: string, name: string }), { minItems: 1, maxItems: 1000 }),
    sites: array(site, { maxItems: 200 }),
    contests: array(contest, { minItems: 1, maxItems: 50 }),
    styles: array(style, { minItems: 1, maxItems: 1000 }),
  },
  { title: 'SIVEI election manifest, version 1' },
);

export type Manifest = Static<typeof manifestSchema>;
export type ManifestContest = Manifest['contests'][number];
