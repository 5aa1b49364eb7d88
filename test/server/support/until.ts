/** Waiting for something that has no event. @module */

import { setTimeout as wait } from 'node:timers/promises';

/** Resolves when `holds` does; rejects after so many milliseconds. */
export async function until(holds: () => Promise<boolean>, patience = 30_000): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await wait(50)) if (await holds()) return;
  throw new Error(`it did not happen in ${patience / 1000} seconds`);
}
