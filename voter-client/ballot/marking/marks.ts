/**
 * What a person has marked on one contest, and what it means: the law's rules on emblems, as plain functions.
 * @module
 */

import type { ManifestContest } from '#crypto/manifest/schema.ts';

type Group = ManifestContest['groups'][number];
export type Option = Group['options'][number];

/** Ids as marked: parties of a `single`, else options. Ids of parties and specials may be the same, so they stay apart. */
export interface Marks {
  readonly marked: readonly string[];
  readonly specials: readonly string[];
}

/** What every kind of ballot is shown from. */
export interface ContestProps {
  readonly contest: ManifestContest;
  readonly marks: Marks;
  readonly mark: (marks: Marks) => void;
}

export const noMarks: Marks = { marked: [], specials: [] };

export type Meaning =
  /** Nothing, where something is due. */
  | { readonly kind: 'empty' }
  /** Nothing, which this contest allows. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'chosen'; readonly options: readonly Option[] }
  | { readonly kind: 'unregistered' }
  /** `chosen`: it was marked as such; `mix`: what is marked does not go together. */
  | { readonly kind: 'null'; readonly why: 'chosen' | 'mix' }
  /** Does not go together, and the contest has no null vote; or fewer than a group asks for. */
  | { readonly kind: 'impossible' };

export const isComplete = ({ kind }: Meaning): boolean => kind !== 'empty' && kind !== 'impossible';

export const optionsOf = (contest: ManifestContest): readonly Option[] =>
  contest.groups.flatMap((group) => group.options);

export const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];

export function meaningOf(contest: ManifestContest, marks: Marks): Meaning {
  const specials = contest.specials.filter(({ id }) => marks.specials.includes(id));
  const marked = marks.marked.length > 0;
  if (specials.some(({ kind }) => kind === 'null')) return { kind: 'null', why: 'chosen' };
  if (specials.length > 0) return marked ? mixOf(contest) : { kind: 'unregistered' };
  if (!marked) return { kind: contest.blank ? 'blank' : 'empty' };
  return contest.kind === 'single' ? emblems(contest, marks) : listed(contest, marks);
}

/** Several emblems stand for the option of exactly these parties, if the ballot has it (as on paper). */
function emblems(contest: ManifestContest, { marked }: Marks): Meaning {
  const parties = contest.parties.filter(({ id }) => marked.includes(id)).map(({ id }) => id);
  const option = optionsOf(contest).find((candidate) => candidate.parties.join('+') === parties.join('+'));
  return option ? { kind: 'chosen', options: [option] } : mixOf(contest);
}

function listed(contest: ManifestContest, marks: Marks): Meaning {
  if (contest.groups.some((group) => countIn(group, marks) > group.max)) return mixOf(contest);
  if (contest.groups.some((group) => countIn(group, marks) < group.min)) return { kind: 'impossible' };
  return { kind: 'chosen', options: optionsOf(contest).filter(({ id }) => marks.marked.includes(id)) };
}

const mixOf = (contest: ManifestContest): Meaning =>
  contest.specials.some(({ kind }) => kind === 'null')
    ? { kind: 'null', why: 'mix' }
    : { kind: 'impossible' };

export const countIn = (group: Group, { marked }: Marks): number =>
  group.options.filter(({ id }) => marked.includes(id)).length;

/** Whether one more option of the group can be marked. */
export const hasRoom = (group: Group, marks: Marks): boolean => countIn(group, marks) < group.max;
