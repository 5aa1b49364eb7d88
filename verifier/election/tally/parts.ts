/** What of a contest is reported apart: a unit, or a unit and a modality (spec §9.1, §11.7). @module */
import type { Contest, Election } from '../election.ts';

/** In the order of their numbers. */
export const modalities = ['internet', 'in person'] as const;
export type Modality = (typeof modalities)[number];

/** Where there are no sites nothing is said of modalities. */
export function hasModalities({ sites }: Pick<Election, 'sites'>): boolean {
  return sites.length > 0;
}

/** The number of a part. */
export function partOf(election: Election, unit: number, modality: Modality): number {
  return hasModalities(election) ? 2 * unit + modalities.indexOf(modality) : unit;
}

/** All parts of a contest, ascending. */
export function partsOf(election: Election, { units }: Contest): number[] {
  return hasModalities(election) ? units.flatMap((unit) => [2 * unit, 2 * unit + 1]) : [...units];
}

/** How many parts, and how many cells, a contest has at most (§9.4). */
export function mostParts(election: Election): number {
  return election.manifest.units.length * (hasModalities(election) ? modalities.length : 1);
}

/** Of a part of an election with modalities. */
export function unitAndModality(part: number): { unit: number; modality: Modality } {
  return { unit: part >> 1, modality: modalities[part & 1]! };
}
