/**
 * Creation of credentials, log-in links and the messages that carry them to voters, one transaction for each batch.
 * @module
 */

import { randomUUID } from 'node:crypto';
import { utf8 } from '#crypto/bytes.ts';
import { transaction } from '../../shared/database/pool.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import type { NewCredential } from './fresh.ts';

interface Sealed {
  readonly person: string;
  readonly X: Buffer;
  readonly linkHash: Buffer;
  readonly messages: readonly { readonly id: string; readonly kind: string; readonly sealed: Buffer }[];
}

/**
 * Creates credentials for persons. Their messages are held until the credentials are on the board and, if `bulk`, until
 * an operator releases them.
 */
export async function createCredentials(
  { pool, vault, now }: Pick<Services, 'pool' | 'vault' | 'now'>,
  persons: readonly string[],
  fresh: readonly NewCredential[],
  { bulk }: { readonly bulk: boolean },
): Promise<void> {
  const sealOne = async (person: string, { code, X }: NewCredential): Promise<Sealed> => {
    const link = newBearer();
    const message = async (kind: string, secret: string): Promise<Sealed['messages'][number]> => {
      const id = randomUUID();
      return { id, kind, sealed: await vault.seal('message', id, utf8(secret)) };
    };
    return {
      person,
      X: await vault.seal('credential', person, X),
      linkHash: bearerHash('link', link),
      messages: [await message('link', link), await message('code', code)],
    };
  };
  const all = await Promise.all(persons.map((person, i) => sealOne(person, fresh[i]!)));
  const messages = all.flatMap(({ person, messages: own }) => own.map((message) => ({ person, ...message })));
  await transaction(pool, async (client) => {
    const people = all.map(({ person }) => person);
    await client.query(
      'insert into registry.credential (person, sealed) select * from unnest($1::uuid[], $2::bytea[])',
      [people, all.map(({ X }) => X)],
    );
    await client.query(
      'insert into registry.link (person, token_hash) select * from unnest($1::uuid[], $2::bytea[])',
      [people, all.map(({ linkHash }) => linkHash)],
    );
    await client.query(
      `insert into registry.message (id, person, channel, kind, sealed, state, next_at, bulk)
       select id, person, 'email', kind, sealed, 'held', $5, $6
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as t (id, person, kind, sealed)`,
      [
        messages.map(({ id }) => id),
        messages.map(({ person }) => person),
        messages.map(({ kind }) => kind),
        messages.map(({ sealed }) => sealed),
        toTimestamp(now()),
        bulk,
      ],
    );
  });
}
