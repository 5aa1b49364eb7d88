/** Journal of clerks' actions, as reported by the site's desk. It is append-only. @module */

import type { Db } from '../../shared/database/pool.ts';
import { toTimestamp } from '../services.ts';

export interface DeskJournalEntry {
  readonly site: number;
  /** `clerk` and `supervisor`: names of accounts of the desk. */
  readonly clerk: string;
  readonly supervisor?: string | undefined;
  readonly action: 'find' | 'status' | 'claim' | 'spoil' | 'reconcile';
  readonly person?: string | undefined;
  readonly reason?: string | undefined;
}

export async function writeDeskJournal(db: Db, entry: DeskJournalEntry, now: number): Promise<void> {
  const { site, clerk, supervisor, action, person, reason } = entry;
  await db.query(
    `insert into registry.desk_journal (at, site, clerk, supervisor, action, person, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [toTimestamp(now), site, clerk, supervisor, action, person, reason],
  );
}
