/** The election key, computed from the messages of the key ceremony on the board. @module */

import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { parseBundle, tilePath, TILE_WIDTH } from '#crypto/log/tile.ts';
import type { Element } from '#crypto/group.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseClock } from '#crypto/record/office.ts';

/**
 * Replays the ceremony's messages from the first entry on, under a witnessed checkpoint. Does not check that the
 * entries match the checkpoint's root; the voters' page and the verifier do that.
 */
export async function readKey(boardUrl: string, election: Election): Promise<Element> {
  const fetched = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(`${boardUrl}/${path}`);
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const { size } = openCheckpoint(await fetched('checkpoint'), checkpointPolicy(election));
  let ceremony: Ceremony | undefined;
  let clock = 0;
  for (let start = 0; start < size; start += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - start);
    for (const entry of parseBundle(await fetched(tilePath('entries', start / TILE_WIDTH, width)), width)) {
      if (entry[0] === Kind.clock) clock = parseClock(entry);
      if (entry[0] === Kind.clock) ceremony ??= new Ceremony(election, clock);
      if (entry[0]! >= Kind.commit && entry[0]! <= Kind.certify) ceremony!.accept(entry, clock);
      if (ceremony?.run.complete) return ceremony.run.key;
    }
  }
  throw new Error('the key ceremony is not complete');
}
