/** Assignment of credentials to lists, and publication of the lists (spec §6.2). @module */

import { randomUUID } from 'node:crypto';
import { compareBytes } from '#crypto/bytes.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { encodeCredentialList, MAX_LIST } from '#crypto/record/office.ts';
import type { Services } from '../services.ts';

interface Owned {
  readonly person: string;
  readonly sealed: Buffer;
}

type Opener = Pick<Services, 'vault'>;

const openX = ({ vault }: Opener, { person, sealed }: Owned): Promise<Uint8Array> =>
  vault.open('credential', person, sealed);

/** Assigns all credentials that are on no list to new lists, by style and unit; only those of `person`, if given. */
export async function assignLists(services: Services, person: string | null = null): Promise<void> {
  const { pool } = services;
  const fresh = `from registry.credential c join registry.person p on p.id = c.person
    where not c.revoked and not c.listed and c.list is null and ($1::uuid is null or p.id = $1)`;
  const { rows: groups } = await pool.query<{ style: number; unit: number }>(
    `select distinct p.style, p.unit ${fresh}`,
    [person],
  );
  for (const { style, unit } of groups) {
    const { rows } = await pool.query<Owned>(
      `select c.person, c.sealed ${fresh} and p.style = $2 and p.unit = $3`,
      [person, style, unit],
    );
    const opened = await Promise.all(
      rows.map(async (own) => ({ person: own.person, X: await openX(services, own) })),
    );
    const sorted = opened.toSorted((a, b) => compareBytes(a.X, b.X)).map((own) => own.person);
    for (let i = 0; i < sorted.length; i += MAX_LIST) {
      await pool.query(
        'update registry.credential set list = $1 where person = any($2) and not revoked and not listed',
        [randomUUID(), sorted.slice(i, i + MAX_LIST)],
      );
    }
  }
}

export async function pendingLists({ pool }: Pick<Services, 'pool'>): Promise<string[]> {
  const { rows } = await pool.query<{ list: string }>(
    'select distinct list from registry.credential where list is not null order by list',
  );
  return rows.map(({ list }) => list);
}

/**
 * Publishes one list, unless it is on the board already. Every signature differs, so signing the same list again after
 * an interruption would make a second entry.
 */
export async function postList(services: Services, list: string): Promise<void> {
  const { pool, voting, registrar, election } = services;
  const { rows } = await pool.query<Owned & { style: number; unit: number }>(
    `select c.person, c.sealed, p.style, p.unit from registry.credential c join registry.person p on p.id = c.person
     where c.list = $1`,
    [list],
  );
  const [first] = rows;
  if (!first) return;
  const opened = await Promise.all(rows.map((own) => openX(services, own)));
  const credentials = opened.toSorted(compareBytes);
  if (!(await voting.credential(credentials[0]!)).listed) {
    const unsigned = encodeCredentialList({ style: first.style, unit: first.unit, credentials });
    await voting.postEntry(await signEntry(registrar, election.id, unsigned));
  }
  await pool.query('update registry.credential set listed = true, list = null where list = $1', [list]);
}
