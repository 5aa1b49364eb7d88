/** Examples of elections: a manifest without keys, and the votes to make for it. @module */

import { readdirSync, readFileSync } from 'node:fs';
import type { Election } from '#crypto/manifest/election.ts';
import { drawVotes, exactVotes, type Draw, type Vote } from './choices.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';

export interface Example {
  readonly template: ManifestTemplate;
  /** Text for the user about the source of the figures and the assumptions. */
  readonly source: { readonly es: string; readonly en: string };
  /** People on the roll, unless the user sets another number. */
  readonly voters: number;
  /** Proportions from which votes are drawn … */
  readonly draw?: Draw;
  /** … or published counts to reproduce. */
  readonly exact?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const directory = new URL('./examples/', import.meta.url);

export const exampleNames = (): string[] => readdirSync(directory).toSorted();

/** Loads an example. If there is none of that name, throws an error with the names that exist. */
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

/** Returns the votes of an example: the published counts if the roll has room for them, otherwise drawn votes. */
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
