/** Who made the election's key, who was left out and why, and who opened the tally (spec §10.2). @module */
import type { Election } from './election.ts';
import type { Text } from './manifest/form.ts';
import type { Exclusion } from './state/ceremony.ts';
import type { Machine } from './state/stages.ts';

export interface TrusteeName {
  readonly number: number;
  readonly name: Text;
}

export interface TrusteesOutcome {
  /** Empty while there is no key. */
  readonly makers: readonly TrusteeName[];
  readonly excluded: readonly (TrusteeName & { readonly cause: Exclusion })[];
  /** With a valid decryption share. */
  readonly openers: readonly TrusteeName[];
}

export function trusteesOf({ manifest }: Election, { ceremony, count }: Machine): TrusteesOutcome {
  const named = (number: number): TrusteeName => ({
    number,
    name: manifest.trustees.candidates[number - 1]!.name,
  });
  const { run, excluded } = ceremony;
  return {
    makers: run?.isComplete ? run.trustees.map(named) : [],
    excluded: [...excluded].map(([number, cause]) => ({ ...named(number), cause })),
    openers: (count?.sharers ?? []).map(named),
  };
}
