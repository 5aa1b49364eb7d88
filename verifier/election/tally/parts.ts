/**
 * Parts into which the ballots of a contest are divided: by unit, or by unit and modality (spec §9.1, §11.7).
 * @module
 */
import type { Contest, Election } from '../election.ts';

/** Modalities in the order of their numbers. */
export const modalities = ['internet', 'in person'] as const;
export type Modality = (typeof modalities)[number];

/** Tells whether ballots are divided by modality, too. They are if the election has sites. */
export function hasModalities({ sites }: Pick<Election, 'sites'>): boolean {
  return sites.length > 0;
}

/** Returns the number of a part. */
export function partOf(election: Election, unit: number, modality: Modality): number {
  return hasModalities(election) ? 2 * unit + modalities.indexOf(modality) : unit;
}

/** Returns all parts of a contest, ascending. */
export function partsOf(election: Election, { units }: Contest): number[] {
  return hasModalities(election) ? units.flatMap((unit) => [2 * unit, 2 * unit + 1]) : [...units];
}

/** Returns the maximum number of parts, and of cells, of a contest (§9.4). */
export function maxParts(election: Election): number {
  return election.manifest.units.length * (hasModalities(election) ? modalities.length : 1);
}

/** Returns unit and modality of a part. Requires an election with modalities. */
export function unitAndModality(part: number): { unit: number; modality: Modality } {
  return { unit: part >> 1, modality: modalities[part & 1]! };
}
