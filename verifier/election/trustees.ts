/** Lists of the trustees who made the key, were excluded, and decrypted the tally (spec §10.2). @module */
import type { Election } from './election.ts';
import type { Text } from './manifest/form.ts';
import type { Exclusion } from './state/ceremony.ts';
import type { ElectionStateMachine } from './state/state-machine.ts';

export interface TrusteeName {
  readonly number: number;
  readonly name: Text;
}

export interface TrusteesOutcome {
  /** Empty while there is no key. */
  readonly makers: readonly TrusteeName[];
  readonly excluded: readonly (TrusteeName & Exclusion)[];
  /** Trustees with a valid decryption share. */
  readonly openers: readonly TrusteeName[];
}

export function trusteesOf(
  { manifest }: Election,
  { ceremony, count }: ElectionStateMachine,
): TrusteesOutcome {
  const named = (number: number): TrusteeName => ({
    number,
    name: manifest.trustees.candidates[number - 1]!.name,
  });
  const { run, excluded } = ceremony;
  return {
    makers: run?.isComplete ? run.trustees.map(named) : [],
    excluded: [...excluded].map(([number, why]) => ({ ...named(number), ...why })),
    openers: (count?.shareSenders ?? []).map(named),
  };
}
