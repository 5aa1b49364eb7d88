/**
 * Issue of a credential to every internet voter. It may be interrupted at any point and started again: completed work
 * is in the database, and each step reads its state from there.
 * @module
 */

import { transaction } from '../../shared/database/pool.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { shuffleRows } from '../sweep/mix.ts';
import { createCredentials } from './create.ts';
import { Deriver } from './deriver.ts';
import { assignLists, pendingLists, postList } from './lists.ts';
import { withIssueLock } from './lock.ts';

export type IssueProgress = (step: 'credentials' | 'lists', done: number, total: number) => void;

export interface IssueReport {
  /** People who got a credential in this run. */
  readonly people: number;
  /** Lists that reached the board in this run. */
  readonly lists: number;
}

const BATCH = 512;
const WITHOUT_CREDENTIAL = `from registry.person p where p.modality = 'internet'
  and not exists (select from registry.credential c where c.person = p.id and not c.revoked)`;

export async function issueCredentials(
  services: Services,
  progress: IssueProgress = () => undefined,
): Promise<IssueReport> {
  return withIssueLock(services.pool, async () => {
    await assertBeforeOpening(services);
    const people = await createAll(services, progress);
    await assignLists(services);
    const lists = await publish(services, progress);
    // Shuffled rows reveal neither the order of the roll nor that of the lists.
    await shuffleRows(services.pool, ['credential', 'link']);
    return { people, lists };
  });
}

/** Throws `only-before-opening` once voting is open: credentials can then neither be added nor replaced (spec §6.2). */
export async function assertBeforeOpening({ voting }: Services): Promise<void> {
  if ((await voting.status()).stage !== 'setup') throw registryProblem('only-before-opening');
}

async function createAll(services: Services, progress: IssueProgress): Promise<number> {
  const { pool, election } = services;
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count ${WITHOUT_CREDENTIAL}`);
  const total = rows[0]!.count;
  if (total === 0) return 0;
  const deriver = new Deriver(election.id, total);
  let done = 0;
  try {
    for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
      const page = await pool.query<{ id: string }>(
        `select p.id ${WITHOUT_CREDENTIAL} and p.id > $1 order by p.id limit ${BATCH}`,
        [last],
      );
      const persons = page.rows.map(({ id }) => id);
      if (persons.length === 0) return done;
      await createCredentials(services, persons, await deriver.derive(persons.length), { bulk: true });
      last = persons.at(-1)!;
      done += persons.length;
      progress('credentials', done, total);
    }
  } finally {
    await deriver.close();
  }
}

/**
 * Publishes all pending lists, then queues the messages of credentials that were issued to single people. Messages of a
 * bulk issue wait until an operator releases them. Returns the number of lists.
 */
export async function publish(
  services: Services,
  progress: IssueProgress = () => undefined,
): Promise<number> {
  const lists = await pendingLists(services);
  for (const [i, list] of lists.entries()) {
    await postList(services, list);
    progress('lists', i + 1, lists.length);
  }
  await transaction(services.pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    await client.query(
      `update registry.message m set state = 'queued' from registry.credential c
       where m.state = 'held' and not m.bulk and c.person = m.person and c.listed and not c.revoked`,
    );
  });
  return lists.length;
}
