/**
 * Journal of staff and operators: who did what, for whom, when and why. It holds no secret and is append-only.
 * @module
 */

import type { Db } from '../../shared/database/pool.ts';
import { toTimestamp } from '../services.ts';

interface Action {
  readonly action: string;
  readonly person?: string;
  readonly reason?: string;
}

/** Action of a staff member, by id, or of an operator at the terminal, by name. */
export type JournalEntry = Action & ({ readonly staff: string } | { readonly operator: string });

export async function writeJournal(db: Db, entry: JournalEntry, now: number): Promise<void> {
  const { action, person, reason } = entry;
  const [staff, operator] = 'staff' in entry ? [entry.staff, null] : [null, entry.operator];
  await db.query(
    `insert into registry.journal (at, staff, operator, action, person, reason) values ($1, $2, $3, $4, $5, $6)`,
    [toTimestamp(now), staff, operator, action, person ?? null, reason ?? null],
  );
}
