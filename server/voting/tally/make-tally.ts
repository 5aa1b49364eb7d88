/** The encrypted tally of the ballots on the board (spec chapter 09), computed one ballot after another. @module */

import type { Pool } from 'pg';
import type { Election } from '#crypto/manifest/election.ts';
import { readCountedBallot } from '#crypto/ballot/ballot.ts';
import type { Modality } from '#crypto/tally/cells.ts';
import { encodeTally, TallyBuilder } from '#crypto/tally/tally.ts';

/** Ballots read at a time; other work runs between batches. */
const BATCH = 64;

/** Returns the encrypted tally (§9.4) of the ballots that count, which are the last of each credential. */
export async function makeTally(pool: Pool, election: Election): Promise<Uint8Array> {
  const builder = new TallyBuilder(election);
  for (let after = -1; ;) {
    const { rows } = await pool.query<{ index: string; bytes: Buffer; modality: Modality }>(
      `select index, bytes, (c.site is not null)::int as modality
        from voting.ballot b join voting.entry e using (index) join voting.credential c using (credential)
        where index > $1
          and not exists (select from voting.ballot later where later.credential = b.credential and later.index > b.index)
        order by index limit ${BATCH}`,
      [after],
    );
    for (const { bytes, modality } of rows) builder.add(readCountedBallot(bytes, election), modality);
    if (rows.length < BATCH) return encodeTally(builder.build());
    after = Number(rows.at(-1)!.index);
  }
}
