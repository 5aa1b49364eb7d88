/** Computation of the encrypted tally from the trustee's own mirror (spec chapter 09). @module */

import { Kind } from '#crypto/entry/kinds.ts';
import { readEncodedBallot } from '#crypto/ballot/encodings.ts';
import { encodeTally, TallyBuilder } from '#crypto/tally/tally.ts';
import type { BoardRecord } from './board-record.ts';
import type { Mirror, Progress } from './mirror.ts';

/** Returns the encrypted tally (§9.4) of the counted ballots. `record` must have been read from this mirror. */
export async function recomputeTally(
  record: BoardRecord,
  mirror: Mirror,
  progress: Progress = () => undefined,
): Promise<Uint8Array> {
  const { election, voters, state } = record;
  const builder = new TallyBuilder(election);
  let index = 0;
  for await (const entries of mirror.bundles(state.size)) {
    for (const entry of entries) {
      const own = index++;
      if (entry[0] !== Kind.ballot) continue;
      const ballot = readEncodedBallot(entry, election)?.ballot;
      if (ballot && voters.counts(ballot.credential, own))
        builder.add(ballot, voters.modalityOf(ballot.credential));
    }
    progress(index, state.size);
  }
  return encodeTally(builder.build());
}
