/** The encrypted tally of what is on the board (spec chapter 09), ballots one after another. @module */

import type { Pool } from 'pg';
import type { Election } from '#crypto/manifest/election.ts';
import { readCountedBallot } from '#crypto/ballot/ballot.ts';
import type { Modality } from '#crypto/tally/cells.ts';
import { encodeTally, TallyBuilder } from '#crypto/tally/tally.ts';

/** Ballots read at a time; between them others get their turn. */
const STEP = 64;

/** The blob of §9.4: over all ballots, or the last of each credential where the manifest says so. */
export async function makeTally(pool: Pool, election: Election): Promise<Uint8Array> {
  const builder = new TallyBuilder(election);
  for (let after = -1; ;) {
    const { rows } = await pool.query<{ index: string; bytes: Buffer; modality: Modality }>(
      `select index, bytes, (c.site is not null)::int as modality
        from voting.ballot b join voting.entry e using (index) join voting.credential c using (credential)
        where index > $1
          and not exists (select from voting.ballot later where later.credential = b.credential and later.index > b.index)
        order by index limit ${STEP}`,
      [after],
    );
    for (const { bytes, modality } of rows) builder.add(readCountedBallot(bytes, election), modality);
    if (rows.length < STEP) return encodeTally(builder.build());
    after = Number(rows.at(-1)!.index);
  }
}
