/** State of credentials on the board. @module */

import { toHex } from '#crypto/bytes.ts';
import type { Db } from '../../shared/database/pool.ts';

export interface CredentialState {
  readonly listed: boolean;
  readonly revoked: boolean;
  readonly voted: boolean;
  /** Trackers of the credential's ballots in hexadecimal, oldest first. */
  readonly trackers: string[];
}

/** Returns the state of a credential (32 bytes); an unknown one is not listed. */
export async function credentialState(db: Db, credential: Uint8Array): Promise<CredentialState> {
  const listed = await db.query<{ revoked: boolean }>(
    'select revoked from voting.credential where credential = $1',
    [credential],
  );
  const cast = await db.query<{ key: Buffer }>(
    'select key from voting.ballot join voting.entry using (index) where credential = $1 order by index',
    [credential],
  );
  return {
    listed: listed.rowCount! > 0,
    revoked: listed.rows[0]?.revoked ?? false,
    voted: cast.rowCount! > 0,
    trackers: cast.rows.map(({ key }) => toHex(key)),
  };
}
