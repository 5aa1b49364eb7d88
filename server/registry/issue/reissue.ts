/** Revocation of a person's credential and issue of another, before the opening only. @module */

import type { PoolClient } from 'pg';
import { decodeElement } from '#crypto/group.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { causes, encodeRevocation } from '#crypto/record/office.ts';
import { transaction } from '../../shared/database/pool.ts';
import type { MessageKind } from '../outbox/templates.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { shuffleRows } from '../sweep/mix.ts';
import { createCredentials } from './create.ts';
import { newCredential } from './fresh.ts';
import { assertBeforeOpening, publish } from './issue.ts';
import { assignLists } from './lists.ts';
import { withIssueLock } from './lock.ts';

/**
 * Revokes the person's credential and issues another. If this is interrupted, the next issue gives the person a new
 * one.
 */
export async function reissue(services: Services, person: string): Promise<void> {
  await withIssueLock(services.pool, async () => {
    await assertBeforeOpening(services);
    await publish(services); // a pending list is published first, so that the revocation names a listed credential
    await revokeLive(services, person);
    await createCredentials(services, [person], [newCredential(services.election.id)], { bulk: false });
    await assignLists(services, person);
    await publish(services);
    await shuffleRows(services.pool, ['credential', 'link']);
  });
}

async function revokeLive(services: Services, person: string): Promise<void> {
  const { pool, vault, voting, registrar, election } = services;
  const { rows } = await pool.query<{ sealed: Buffer; listed: boolean }>(
    'select sealed, listed from registry.credential where person = $1 and not revoked',
    [person],
  );
  const [live] = rows;
  if (!live) throw registryProblem('no-credential');
  if (live.listed) {
    const X = await vault.open('credential', person, live.sealed);
    if (!(await voting.credential(X)).revoked) {
      const unsigned = encodeRevocation({ credential: decodeElement(X), cause: causes.reissued });
      await voting.postEntry(await signEntry(registrar, election.id, unsigned));
    }
  }
  await transaction(pool, async (client) => {
    await client.query(
      'update registry.credential set revoked = true, cause = $2 where person = $1 and not revoked',
      [person, causes.reissued],
    );
    await dropAccess(client, person);
  });
}

/** Invalidates all links of the person and deletes the person's waiting messages of these kinds. */
export async function dropAccess(
  client: PoolClient,
  person: string,
  kinds: readonly MessageKind[] = ['link', 'code', 'login-code'],
): Promise<void> {
  await client.query('update registry.link set revoked = true where person = $1', [person]);
  await client.query('delete from registry.message where person = $1 and kind = any($2)', [person, kinds]);
}
