/** What a change is: it takes a draft and gives another, and says what it did. @module */

import type { Chance } from '../../server/fuzz/random.ts';
import type { Draft } from './draft.ts';
import type { World } from './world.ts';

export interface Change {
  readonly draft: Draft;
  /** For people who replay it. */
  readonly says: string;
}

export interface Site {
  readonly world: World;
  readonly chance: Chance;
}

/** Undefined where the draft has nothing of the sort to change. */
export type Mutation = (draft: Draft, site: Site) => Promise<Change | undefined> | Change | undefined;
