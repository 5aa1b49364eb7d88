/** Type of mutations: functions that take a draft and return a changed one with a description. @module */

import type { Chance } from '../../server/fuzz/random.ts';
import type { Draft } from './draft.ts';
import type { World } from './world.ts';

export interface Change {
  readonly draft: Draft;
  /** Description of the change for people who replay it. */
  readonly says: string;
}

export interface Site {
  readonly world: World;
  readonly chance: Chance;
}

/** Function that changes a draft. Returns undefined if the draft has nothing of that sort to change. */
export type Mutation = (draft: Draft, site: Site) => Promise<Change | undefined> | Change | undefined;
