/** Length of a ballot (spec §7.2). @module */

import { bitLayout } from './bits.ts';
import type { Contest } from './contest.ts';

/** Returns the length of a ballot entry in bytes. */
export function ballotLength(contests: readonly Contest[]): number {
  const { n, free } = bitLayout(contests);
  return 37 + 32 * (2 * n + 6 + free.length + 3);
}
