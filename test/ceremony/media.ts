/** Simulated transfer of media in a ceremony on one machine. Each medium is a folder. @module */

import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Election } from '#crypto/manifest/election.ts';
import type { Source } from '#trustee-tool/board/source.ts';
import { carry } from '#trustee-tool/exchange/carry.ts';

/** Interval between two transfers. */
const INTERVAL_MS = 500;

/** Board to which the media are carried. */
export interface Destination {
  readonly election: Election;
  readonly source: Source;
  readonly post: (message: Uint8Array) => Promise<void>;
}

/** Copies messages from the media to the board, and the board to every medium, again and again until `work` ends. */
export async function whileCarrying<T>(
  { election, source, post }: Destination,
  media: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const round = async (): Promise<void> => {
    for (const medium of media) {
      mkdirSync(medium, { recursive: true });
      const { refused } = await carry(medium, election, source, post);
      for (const { name, problem } of refused) throw new Error(`${name}: ${problem.message}`);
    }
  };
  await round();
  const stop = new AbortController();
  const walking = (async () => {
    while (!stop.signal.aborted) {
      await wait(INTERVAL_MS);
      await round();
    }
  })();
  try {
    return await work();
  } finally {
    stop.abort();
    await walking;
  }
}
