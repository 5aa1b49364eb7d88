/** What the desk answers (docs/api.md), as the page takes it: anything else is refused. @module */

import type { Static } from 'typebox';
import { array, boolean, integer, literal, nothing, record, string, union } from '#crypto/json-schema.ts';

const text = record({ es: string(), en: string() });
const count = integer({ minimum: 0 });

export const session = record({
  session: string(),
  role: union(literal('clerk'), literal('supervisor')),
  name: string(),
});

const found = {
  person: string(),
  voterKey: string(),
  name: string(),
  unit: count,
  modality: string(),
};
export const people = record({ people: array(record(found)), offline: boolean() });

/** One verdict, one reason: the reasons are server/desk/verdict.ts's. */
export const person = record({
  ...found,
  inForce: boolean(),
  /** Ids of contests. */
  offices: array(string()),
  verdict: union(literal('may-vote'), literal('voted'), literal('not-here'), literal('supervisor')),
  why: string(),
  /** Code of a site. */
  place: union(string(), nothing()),
});

export const card = record({ card: string(), minutes: count, onBoard: boolean(), number: count });

export const queue = record({ waiting: count, servedLastHour: count, minutes: union(count, nothing()) });

/** Times are POSIX seconds. */
export const state = record({
  site: record({ code: string(), name: text, zone: string() }),
  election: record({ title: text, rehearsal: boolean() }),
  stage: union(literal('before'), literal('open'), literal('closed')),
  opened: boolean(),
  now: count,
  starts: count,
  ends: count,
  graceEnds: count,
  link: record({ up: boolean(), since: count }),
  snapshot: count,
  poolLeft: count,
  cards: record({ given: count, spoiled: count, pending: count, conflicts: count }),
  walkIns: record({ given: count, of: count }),
  devices: array(record({ name: string(), software: string(), holds: count, said: count })),
});

export const signedAct = record({ act: string(), signature: string() });

/** The act's own text: server/desk/act.ts. */
export const act = record({
  kind: union(literal('opening'), literal('closing')),
  election: record({ id: string(), title: text }),
  authority: text,
  rehearsal: boolean(),
  site: record({ code: string(), name: text, zone: string() }),
  at: count,
  clerk: string(),
  supervisor: string(),
  board: union(record({ issued: count, ballots: count }), nothing()),
  pool: record({ codes: count, left: count }),
  cards: record({
    given: count,
    registered: count,
    walkIns: count,
    moved: count,
    spoiled: count,
    refused: count,
    pending: count,
    /** Less than nothing where ballots are more than the cards that the desk knows of. */
    unused: union(integer(), nothing()),
  }),
  held: record({ issues: count, ballots: count }),
  conflicts: count,
  devices: array(record({ name: string(), software: string(), silent: boolean() })),
  explanations: string(),
  journal: string(),
});

export const conflicts = record({
  conflicts: array(record({ name: string(), voterKey: string(), why: string(), at: count })),
});

export type Session = Static<typeof session>;
export type People = Static<typeof people>;
export type Person = Static<typeof person>;
export type Card = Static<typeof card>;
export type Queue = Static<typeof queue>;
export type State = Static<typeof state>;
export type Act = Static<typeof act>;
export type ActKind = Act['kind'];
export type Conflict = Static<typeof conflicts>['conflicts'][number];
