/** Polling for a condition that has no event. @module */

import { setTimeout as wait } from 'node:timers/promises';
import { HANG_MS } from '../../support/hang.ts';

/** Resolves when `holds` returns true. Rejects after `limit` milliseconds. */
export async function until(holds: () => Promise<boolean>, limit = HANG_MS): Promise<void> {
  for (const end = Date.now() + limit; Date.now() < end; await wait(50)) if (await holds()) return;
  throw new Error(`it did not happen in ${limit / 1000} seconds`);
}
