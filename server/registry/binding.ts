/**
 * Binding of the registry's database to one election: people, credentials and their units belong to that manifest
 * alone.
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import type { Db } from '../shared/database/pool.ts';
import { ConfigurationError } from '../shared/exit-codes.ts';

/** Stores the election's hash on the first use; throws if the database belongs to another election. */
export async function bindElection(db: Db, { id }: Election): Promise<void> {
  await db.query('insert into registry.election (id) values ($1) on conflict do nothing', [id]);
  const { rows } = await db.query<{ id: Buffer }>('select id from registry.election');
  const bound = rows[0]!.id;
  if (bound.equals(id)) return;
  const [there, here] = [toHex(bound).slice(0, 16), toHex(id).slice(0, 16)];
  throw new ConfigurationError({
    es: `Esta base de datos es de otra elección (su manifiesto empieza con ${there}; el de la configuración, con ${here}). El programa no sigue, para no mezclar listas. Use el manifiesto de esa elección, o una base de datos nueva.`,
    en: `This database is another election's (its manifest begins with ${there}, the configuration's with ${here}). The program does not go on, so that no rolls are mixed. Use that election's manifest, or a new database.`,
  });
}
