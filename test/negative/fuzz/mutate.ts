/** Mutants: boards with one to three changes, all drawn from a seed. @module */

import { Chance } from '../../server/fuzz/random.ts';
import { seedRandomness } from '../../support/seed-randomness.ts';
import type { BoardFiles } from '../board-files.ts';
import { acts } from './acts.ts';
import { blobChanges } from './blobs.ts';
import { fileChanges } from './files.ts';
import type { Mutation } from './mutation.ts';
import { offices } from './office.ts';
import { orders } from './order.ts';
import { parts } from './parts.ts';
import type { World } from './world.ts';

/** Mutations, grouped by the part of the board that they change. A group is drawn with a probability by weight. */
const families: readonly {
  readonly weight: number;
  readonly mutations: Readonly<Record<string, Mutation>>;
}[] = [
  { weight: 5, mutations: orders },
  { weight: 6, mutations: parts },
  { weight: 4, mutations: offices },
  { weight: 2, mutations: acts },
  { weight: 3, mutations: blobChanges },
  { weight: 1, mutations: fileChanges },
];

const byName = new Map(families.flatMap(({ mutations }) => Object.entries(mutations)));
export const mutationNames = [...byName.keys()];

export interface Mutant {
  readonly number: number;
  /** Changes that were made to the board, in order. */
  readonly changes: readonly string[];
  readonly files: BoardFiles;
}

/**
 * Returns the mutant of that number, which depends only on board, seed, number and `only`. `only`: names of the
 * mutations to draw from; all if empty.
 */
export async function mutate(
  world: World,
  seed: number,
  number: number,
  only: readonly string[] = [],
): Promise<Mutant> {
  const chance = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  seedRandomness(`${seed}/${number}`);
  const wanted = chance.of([1, 1, 1, 2, 2, 3]);
  const changes: string[] = [];
  let { draft } = world;
  for (let tries = 0; changes.length < wanted && tries < 100 && draft.entries.length > 3; tries += 1) {
    const name = only.length > 0 ? chance.of(only) : drawn(chance);
    const change = await byName.get(name)!(draft, { world, chance });
    if (!change) continue;
    draft = change.draft;
    changes.push(`${name}: ${change.says}`);
  }
  return { number, changes, files: world.log.files(draft) };
}

function drawn(chance: Chance): string {
  const weighed = families.flatMap(({ weight, mutations }) =>
    Array.from({ length: weight }, () => Object.keys(mutations)),
  );
  return chance.of(chance.of(weighed));
}
