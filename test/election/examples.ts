/** The shipped examples: a manifest without keys, and where its votes come from. @module */

import { readdirSync, readFileSync } from 'node:fs';
import type { Election } from '#crypto/manifest/election.ts';
import { drawVotes, exactVotes, type Draw, type Vote } from './choices.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';

export interface Example {
  readonly template: ManifestTemplate;
  /** Where the figures come from, and what is assumed. */
  readonly source: { readonly es: string; readonly en: string };
  /** People on the roll, unless the user says otherwise. */
  readonly voters: number;
  /** Proportions to draw from … */
  readonly draw?: Draw;
  /** … or published counts to reproduce. */
  readonly exact?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const directory = new URL('./examples/', import.meta.url);

export const exampleNames = (): string[] => readdirSync(directory).toSorted();

/** Throws, naming the examples that there are, if there is none of that name. */
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

/** The example's votes for so many people on the roll: exact where all the published ones fit, else drawn. */
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
