/**
 * Management of staff accounts by an operator at the terminal. Every action is journaled under the operator's name.
 * @module
 */

import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { transaction, type Db } from '../../shared/database/pool.ts';
import { Refusal } from '../../shared/exit-codes.ts';
import { hashPassword } from '../../shared/password.ts';
import { newTotpSecret, totpUri } from '../login/codes.ts';
import { registryProblem } from '../problems.ts';
import type { Services } from '../services.ts';
import { plainName, type Role } from './accounts.ts';
import { writeJournal } from './journal.ts';

const MIN_PASSWORD_LENGTH = 12;

export interface Account {
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
}

/** Target account and operator of a command. */
export interface AccountOrder {
  readonly name: string;
  /** Name of the operator. */
  readonly by: string;
  /** Allows the command even if no other supervisor is left. */
  readonly evenLast?: boolean;
}

export async function listAccounts(db: Db): Promise<Account[]> {
  const { rows } = await db.query<Account>(
    'select name, role, disabled from registry.staff where not replaced order by name',
  );
  return rows;
}

/** Adds an account and returns the URI for the member's authenticator app, which is shown once. */
export async function addMember(
  services: Services,
  { name, by }: AccountOrder,
  role: Role,
  password: string,
): Promise<string> {
  const account = await prepare(services, name, password);
  await transaction(services.pool, async (client) => {
    await lockAccounts(client);
    const { rowCount } = await client.query('select from registry.staff where name = $1 and not replaced', [
      account.name,
    ]);
    if (rowCount !== 0) throw registryProblem('staff-exists', account.name);
    await insert(client, account, { role, disabled: false });
    await writeJournal(
      client,
      { operator: by, action: 'staff-add', reason: `${account.name}: ${role}` },
      services.now(),
    );
  });
  return account.uri;
}

/** Sets a new password and a new authenticator secret, and ends the sessions. Returns the URI for the app. */
export async function resetMember(
  services: Services,
  order: AccountOrder,
  password: string,
): Promise<string> {
  const account = await prepare(services, order.name, password);
  await change(services, order, 'staff-reset', async (client, { id, role, disabled }) => {
    await client.query('update registry.staff set replaced = true where id = $1', [id]);
    await insert(client, account, { role, disabled });
  });
  return account.uri;
}

export function setRole(services: Services, order: AccountOrder, role: Role): Promise<void> {
  return change(services, order, `staff-role-${role}`, async (client, member) => {
    if (role !== 'supervisor') await assertNotLast(client, member, order);
    await client.query('update registry.staff set role = $2 where id = $1', [member.id, role]);
  });
}

/** Disables or enables an account. Sessions of a disabled account end at once. */
export function setDisabled(services: Services, order: AccountOrder, disabled: boolean): Promise<void> {
  return change(services, order, disabled ? 'staff-disable' : 'staff-enable', async (client, member) => {
    if (disabled) await assertNotLast(client, member, order);
    await client.query('update registry.staff set disabled = $2 where id = $1', [member.id, disabled]);
  });
}

interface Member extends Account {
  readonly id: string;
}

async function change(
  { pool, now }: Services,
  { name, by }: AccountOrder,
  action: string,
  work: (client: PoolClient, member: Member) => Promise<void>,
): Promise<void> {
  await transaction(pool, async (client) => {
    await lockAccounts(client);
    const { rows } = await client.query<Member>(
      'select id, name, role, disabled from registry.staff where name = $1 and not replaced',
      [plainName(name)],
    );
    const [member] = rows;
    if (!member) throw registryProblem('staff-unknown', plainName(name));
    await work(client, member);
    await client.query('delete from registry.staff_session where staff = $1', [member.id]);
    await writeJournal(client, { operator: by, action, reason: member.name }, now());
  });
}

const ACCOUNTS_LOCK = 0x53495647;

/** Lets only one command run at a time, so that two concurrent ones do not remove the last two supervisors. */
async function lockAccounts(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ACCOUNTS_LOCK]);
}

async function assertNotLast(
  client: PoolClient,
  { id, role, disabled }: Member,
  { evenLast = false }: AccountOrder,
): Promise<void> {
  if (role !== 'supervisor' || disabled || evenLast) return;
  const { rowCount } = await client.query(
    `select from registry.staff where role = 'supervisor' and not disabled and not replaced and id <> $1`,
    [id],
  );
  if (rowCount === 0) throw registryProblem('last-supervisor');
}

interface Prepared {
  readonly id: string;
  readonly name: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly totp: Buffer;
  readonly uri: string;
}

async function prepare({ vault, election }: Services, name: string, password: string): Promise<Prepared> {
  if (Array.from(password).length < MIN_PASSWORD_LENGTH)
    throw new Refusal({
      es: `La contraseña necesita ${MIN_PASSWORD_LENGTH} caracteres o más. La cuenta no cambió. Elija otra.`,
      en: `A password needs ${MIN_PASSWORD_LENGTH} characters or more. The account has not changed. Choose another.`,
    });
  const [id, plain, secret] = [randomUUID(), plainName(name), newTotpSecret()];
  return {
    id,
    name: plain,
    ...(await hashPassword(password)),
    totp: await vault.seal('staff', id, secret),
    uri: totpUri(secret, `SIVEI ${election.manifest.id}`, plain),
  };
}

async function insert(
  client: PoolClient,
  { id, name, salt, hash, totp }: Prepared,
  { role, disabled }: { readonly role: Role; readonly disabled: boolean },
): Promise<void> {
  await client.query(
    `insert into registry.staff (id, name, role, disabled, salt, password_hash, totp)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, role, disabled, salt, hash, totp],
  );
}
