/** Interface of a mutation: it takes a draft and returns another, with a description of the change. @module */

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

/** Changes a draft; undefined if the draft has nothing of that sort to change. */
export type Mutation = (draft: Draft, site: Site) => Promise<Change | undefined> | Change | undefined;
