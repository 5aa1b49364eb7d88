/** Mutations that add, remove and move entries. @module */

import { Kind } from '#crypto/entry/kinds.ts';
import type { Chance } from '../../server/fuzz/random.ts';
import { withEntries, type Draft } from './draft.ts';
import type { Change, Mutation } from './mutation.ts';

/** Returns the index of a random entry. The manifest is rare, because without it nothing can be judged. */
export const anyIndex = ({ entries }: Draft, chance: Chance): number =>
  chance.is(0.02) ? 0 : 1 + chance.below(entries.length - 1);

const kindAt = ({ entries }: Draft, index: number): string => `${index} (kind ${entries[index]![0]})`;

const dropped = (draft: Draft, index: number): Draft => withEntries(draft, draft.entries.toSpliced(index, 1));

const change = (draft: Draft, entries: readonly Uint8Array[], says: string): Change => ({
  draft: withEntries(draft, entries),
  says,
});

const drop: Mutation = (draft, { chance }) => {
  const index = anyIndex(draft, chance);
  return { draft: dropped(draft, index), says: `entry ${kindAt(draft, index)} dropped` };
};

const dropRun: Mutation = (draft, { chance }) => {
  const start = anyIndex(draft, chance);
  const count = 2 + chance.below(4);
  return change(draft, draft.entries.toSpliced(start, count), `${count} entries from ${start} dropped`);
};

const duplicate: Mutation = (draft, { chance }) => {
  const [from, to] = [anyIndex(draft, chance), anyIndex(draft, chance)];
  const entries = draft.entries.toSpliced(to, 0, draft.entries[from]!);
  return change(draft, entries, `entry ${kindAt(draft, from)} again at ${to}`);
};

const swap: Mutation = (draft, { chance }) => {
  const [a, b] = [anyIndex(draft, chance), anyIndex(draft, chance)];
  const entries = draft.entries.with(a, draft.entries[b]!).with(b, draft.entries[a]!);
  return change(draft, entries, `entries ${kindAt(draft, a)} and ${kindAt(draft, b)} exchanged`);
};

const move: Mutation = (draft, { chance }) => {
  const from = anyIndex(draft, chance);
  const to = chance.is(0.5) ? anyIndex(draft, chance) : Math.max(1, from + chance.below(7) - 3);
  const entries = draft.entries.toSpliced(from, 1).toSpliced(to, 0, draft.entries[from]!);
  return change(draft, entries, `entry ${kindAt(draft, from)} moved to ${to}`);
};

const shuffle: Mutation = (draft, { chance }) => {
  const start = anyIndex(draft, chance);
  const count = 2 + chance.below(5);
  const run = draft.entries.slice(start, start + count);
  const keyed = run.map((entry) => ({ entry, at: chance.next() })).toSorted((a, b) => a.at - b.at);
  const entries = draft.entries.toSpliced(start, run.length, ...keyed.map(({ entry }) => entry));
  return change(draft, entries, `${run.length} entries from ${start} shuffled`);
};

const cut: Mutation = (draft, { chance }) => {
  const size = anyIndex(draft, chance);
  return change(draft, draft.entries.slice(0, size), `cut to ${size} entries`);
};

/** Takes entries from another election of the same parties. Inserts them, or replaces the draft's own entries. */
const transplant: Mutation = (draft, { chance, world }) => {
  const donor = chance.of(world.donors);
  const from = anyIndex(donor.draft, chance);
  // Take so few that several changes never turn the draft into the other election, which would be valid.
  const taken = donor.draft.entries.slice(from, from + 1 + chance.below(2));
  const same = draft.entries.findIndex((entry) => entry[0] === taken[0]?.[0]);
  const to = chance.is(0.6) && same > 0 ? same : anyIndex(draft, chance);
  const replaced = chance.is(0.6) ? taken.length : 0;
  return {
    draft: {
      ...withEntries(draft, draft.entries.toSpliced(to, replaced, ...taken)),
      blobs: new Map([...donor.draft.blobs, ...draft.blobs]),
    },
    says: `${taken.length} entries from ${from} (kind ${taken[0]?.[0]}) of ${donor.name} at ${to}, ${replaced} replaced`,
  };
};

/** Moves a clock entry to another place. */
const moveMark: Mutation = (draft, { chance }) => {
  const marks = draft.entries.flatMap((entry, index) => (entry[0] === Kind.clock ? [index] : []));
  if (marks.length === 0) return undefined;
  const from = chance.of(marks);
  const to = anyIndex(draft, chance);
  const entries = draft.entries.toSpliced(from, 1).toSpliced(to, 0, draft.entries[from]!);
  return change(draft, entries, `mark ${from} moved to ${to}`);
};

export const orders = { drop, dropRun, duplicate, swap, move, shuffle, cut, transplant, moveMark };
