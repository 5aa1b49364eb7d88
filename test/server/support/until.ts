/** Waiting for something that has no event. @module */

import { setTimeout as wait } from 'node:timers/promises';

/** Resolves when `holds` does; rejects after half a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await wait(50)) if (await holds()) return;
  throw new Error('it did not happen in half a minute');
}
