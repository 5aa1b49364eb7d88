/** The shipped examples: a manifest without keys, and the source of its votes. @module */

import { readdirSync, readFileSync } from 'node:fs';
import type { Election } from '#crypto/manifest/election.ts';
import { drawVotes, exactVotes, type Draw, type Vote } from './choices.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';

export interface Example {
  readonly template: ManifestTemplate;
  /** Source of the figures, and the assumptions. */
  readonly source: { readonly es: string; readonly en: string };
  /** People on the roll, unless the user sets another number. */
  readonly voters: number;
  /** Proportions to draw from … */
  readonly draw?: Draw;
  /** … or published counts to reproduce. */
  readonly exact?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const directory = new URL('./examples/', import.meta.url);

export const exampleNames = (): string[] => readdirSync(directory).toSorted();

/** Loads an example. If there is none of that name, throws with the names that exist. */
export function loadExample(name: string): Example {
  if (!exampleNames().includes(name)) {
    throw new Error(`there is no example "${name}"; there are: ${exampleNames().join(', ')}`);
  }
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`${name}/${file}`, directory), 'utf8'));
  return {
    ...(read('example.json') as Omit<Example, 'template'>),
    template: read('manifest.json') as ManifestTemplate,
  };
}

/** Returns the example's votes for a roll of that size: exact if all the published ones fit, otherwise drawn. */
export function exampleVotes(
  example: Example,
  election: Election,
  roll: number,
  random: () => number,
): Vote[] {
  if (!example.exact) return drawVotes(election, example.draw ?? {}, roll, random);
  const published = Object.values(example.exact).flatMap((counts) => Object.values(counts));
  const votes = published.reduce((total, count) => total + count, 0);
  return roll < votes
    ? drawVotes(election, example.exact, roll, random)
    : exactVotes(election, example.exact, random);
}
