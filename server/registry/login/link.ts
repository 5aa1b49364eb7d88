/**
 * Log-in links for voters who lost theirs. A request does the same for every address, whether or not it is on the roll;
 * the links are sent later.
 * @module
 */

import type { PoolClient } from 'pg';
import { transaction } from '../../shared/database/pool.ts';
import { normalEmail } from '../contact.ts';
import { limits, consumeRateLimit } from '../limits.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import type { Services } from '../services.ts';

export async function requestLink({ pool }: Services, email: string): Promise<void> {
  await pool.query('insert into registry.link_request (email) values ($1)', [normalEmail(email) ?? '']);
}

/** Answers the waiting link requests and returns the number of links sent. */
export async function answerLinkRequests(services: Services): Promise<number> {
  const { pool, hours, now } = services;
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ email: string }>(
      `delete from registry.link_request where id in
         (select id from registry.link_request limit 100) returning email`,
    );
    let sent = 0;
    for (const { email } of rows) {
      if (email === '' || now() >= hours.closes) continue;
      if (!(await consumeRateLimit(client, limits.linksOfEmail, email, now()))) continue;
      const { rows: owners } = await client.query<{ id: string }>(
        `select p.id from registry.person p join registry.credential c on c.person = p.id
         where p.email = $1 and c.listed and not c.revoked`,
        [email],
      );
      for (const { id } of owners) await sendLink(client, services, id);
      sent += owners.length;
    }
    return sent;
  });
}

/** Sends a new link. Earlier links stay valid: otherwise anyone who knows an address could lock its owner out. */
export async function sendLink(client: PoolClient, services: Services, person: string): Promise<void> {
  const link = newBearer();
  await client.query('insert into registry.link (person, token_hash) values ($1, $2)', [
    person,
    bearerHash('link', link),
  ]);
  await enqueue(client, services, { person, kind: 'link', secret: link });
}
