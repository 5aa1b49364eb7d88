/** Marks of one contest, and pure functions that find their meaning by the law's rules on party emblems. @module */

import type { ManifestContest } from '#crypto/manifest/schema.ts';

type Group = ManifestContest['groups'][number];
export type Option = Group['options'][number];

/**
 * Ids that the voter has marked: parties in a `single` contest, otherwise options. Parties and specials may share ids,
 * so they are kept apart.
 */
export interface Marks {
  readonly marked: readonly string[];
  readonly specials: readonly string[];
}

/** Props of the component for any kind of contest. */
export interface ContestProps {
  readonly contest: ManifestContest;
  readonly marks: Marks;
  readonly mark: (marks: Marks) => void;
}

export const noMarks: Marks = { marked: [], specials: [] };

export type Meaning =
  /** Nothing is marked, and the contest requires a mark. */
  | { readonly kind: 'empty' }
  /** Nothing is marked, which this contest allows. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'chosen'; readonly options: readonly Option[] }
  | { readonly kind: 'unregistered' }
  /** `chosen`: the null vote itself was marked; `mix`: the marks contradict each other. */
  | { readonly kind: 'null'; readonly why: 'chosen' | 'mix' }
  /** The marks contradict each other and the contest has no null vote, or a group has fewer marks than its minimum. */
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

/**
 * Returns the meaning of marked emblems: the option of exactly these parties if the ballot has one, as on paper;
 * otherwise the marks contradict each other.
 */
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

/** Reports whether one more option of the group can be marked. */
export const hasRoom = (group: Group, marks: Marks): boolean => countIn(group, marks) < group.max;
