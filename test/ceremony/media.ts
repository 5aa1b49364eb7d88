/** Media of a ceremony on one machine: folders between which somebody would walk. @module */

import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { folderSource } from '#trustee-tool/board/source.ts';
import { carry } from '#trustee-tool/exchange/carry.ts';
import type { Room } from './room.ts';

/** Milliseconds between two walks. */
const INTERVAL = 500;

/** Serves the media until `work` ends: what is handed in goes to the room's board, and the board to every medium. */
export async function whileCarrying<T>(
  room: Room,
  media: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const round = async (): Promise<void> => {
    for (const medium of media) {
      mkdirSync(medium, { recursive: true });
      await carry(medium, room.election, folderSource(room.directory), (message) => room.accept(message));
    }
  };
  await round();
  const stop = new AbortController();
  const walking = (async () => {
    while (!stop.signal.aborted) {
      await wait(INTERVAL);
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
