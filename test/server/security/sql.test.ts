import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let owner: Pool;
const pools = new Map<string, Pool>();

beforeAll(async () => {
  database = await testDatabase();
  owner = new Pool({ connectionString: database.ownerUrl });
  pools.set('registry', new Pool({ connectionString: database.registryUrl }));
  pools.set('voting', new Pool({ connectionString: database.votingUrl }));
  for (const pool of [owner, ...pools.values()]) pool.on('error', () => undefined); // errors when the database ends
  await owner.query(`
    insert into voting.log (election_id) values (decode(repeat('00', 32), 'hex'));
    insert into voting.entry (index, kind, key, leaf, bytes) values (0, 1, 'a', 'a', 'a'), (1, 64, 'b', 'b', 'b');
    insert into voting.credential (credential, style, unit) values ('X', 0, 0);
    insert into voting.ballot (index, credential, style, unit, single) values (1, 'X', 0, 0, true);
    insert into voting.checkpoint (size, root) values (1, 'r');
    insert into voting.pad values ('p');
    insert into voting.blob values ('h', 'b');
    insert into registry.person (voter_key, voter_key_plain, name, unit, style, modality) values ('A', 'a', 'Ana', 0, 0, 'postal')`);
});
afterAll(async () => {
  for (const pool of [owner, ...pools.values()]) await pool?.end();
  await database?.stop();
});

const REFUSED =
  /permission denied|cannot have explicit members|must be (owner|able|superuser)|must have|only roles with|only superuser|only grows|given once/;
const refuses = async (role: string, query: string): Promise<void> =>
  expect(pools.get(role)!.query(query), `${role}: ${query}`).rejects.toThrow(REFUSED);

interface Thing {
  readonly kind: string;
  readonly name: string;
  readonly column: string | null;
  readonly call: string | null;
}

/** Returns all objects of a schema, as listed in PostgreSQL's catalog. */
async function thingsOf(schema: string): Promise<Thing[]> {
  const { rows } = await owner.query<Thing>(
    `select c.relkind::text as kind, format('%I.%I', n.nspname, c.relname) as name,
       (select format('%I', attname) from pg_attribute a where a.attrelid = c.oid and attnum > 0 and not attisdropped
          and attgenerated = '' and attidentity = '' order by attnum limit 1) as column, null as call
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
     union all
     select 'function', format('%I.%I', n.nspname, proname), null,
       format('%I.%I(%s)', n.nspname, proname, (select string_agg('null::' || format_type(t, null), ', ') from unnest(proargtypes) t))
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1`,
    [schema],
  );
  return rows;
}

describe.each([
  ['registry', 'voting'],
  ['voting', 'registry'],
])('the role of the %s process', (role, other) => {
  test('reaches nothing of the other', async () => {
    const things = await thingsOf(other);
    expect(things.filter(({ kind }) => kind === 'r').length).toBeGreaterThan(8);
    expect(things.filter(({ kind }) => kind === 'function').length).toBeGreaterThan(0);
    for (const { kind, name, column, call } of things) {
      if (kind === 'function') await refuses(role, `select ${call}`);
      else if (kind === 'S')
        for (const query of [`select * from ${name}`, `select nextval('${name}')`])
          await refuses(role, query);
      else
        for (const query of [
          `select from ${name}`,
          `select count(*) from ${name}`,
          `table ${name}`,
          `insert into ${name} default values`,
          `update ${name} set ${column} = ${column}`,
          `delete from ${name}`,
          `truncate ${name}`,
          `do $$ begin lock table ${name} in access share mode; end $$`,
          `copy ${name} to stdout`,
          `copy ${name} from stdin`,
          `create view pg_temp.v as select * from ${name}; select * from pg_temp.v`,
          `alter table ${name} disable row level security`,
          `drop table ${name}`,
        ])
          await refuses(role, query);
    }
    await expect(
      pools.get(role)!.query(`set search_path to ${other}; select * from credential`),
    ).rejects.toThrow();
  });

  test('creates nothing, becomes nobody, and reads neither passwords nor files', async () => {
    for (const schema of ['registry', 'voting', 'public'])
      for (const query of [
        `create table ${schema}.x (a int)`,
        `create view ${schema}.x as select 1`,
        `create sequence ${schema}.x`,
        `create function ${schema}.x() returns int language sql as 'select 1'`,
        `create type ${schema}.x as enum ('a')`,
      ])
        await refuses(role, query);
    const { rows: roles } = await owner.query<{ name: string }>(
      `select format('%I', rolname) as name from pg_roles where rolname <> $1`,
      [`sivei_${role}`],
    );
    expect(roles.length).toBeGreaterThan(10);
    for (const { name } of roles) {
      await refuses(role, `set role ${name}`);
      await refuses(role, `set session authorization ${name}`);
      await refuses(role, `grant ${name} to sivei_${role}`);
    }
    for (const query of [
      'select * from pg_authid',
      'select * from pg_shadow',
      'select * from pg_user_mapping',
      'select * from pg_largeobject',
      'select * from pg_hba_file_rules',
      "select pg_read_file('postgresql.conf')",
      "select pg_read_binary_file('/etc/passwd')",
      "select pg_ls_dir('.')",
      "select pg_stat_file('postgresql.conf')",
      "select lo_import('/etc/passwd')",
      "select lo_export(0, '/tmp/x')",
      "copy (select 1) to program 'id'",
      "copy (select 1) to '/tmp/x'",
      'create schema x',
      `create extension pgcrypto schema ${role}`,
      'create database x',
      'create role x',
      'create language plpython3u',
      'alter system set fsync = off',
      "alter role sivei_owner password 'x'",
      `alter role sivei_${other} password 'x'`,
      `alter schema ${other} owner to sivei_${role}`,
      `alter default privileges for role sivei_owner grant all on tables to sivei_${role}`,
      `grant usage on schema ${other} to sivei_${role}`,
      `alter table ${role}.credential owner to sivei_${other}`,
      'create publication x for all tables',
      "create subscription x connection '' publication x",
      'select pg_reload_conf()',
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'sivei_owner'",
      'checkpoint',
      'set session_replication_role = replica',
      'do language plperlu $$ $$',
    ])
      // prettier-ignore
      await expect(pools.get(role)!.query(query), `${role}: ${query}`).rejects.toThrow(
        /permission denied|must be|must have|only|does not exist|is not available|Only/,
      );
    await expect(pools.get(role)!.query('create temp table x (a text); copy x from program \'id\'')).rejects.toThrow(REFUSED); // prettier-ignore
  });

  test('sees what the other asks of the database neither as text nor in statistics', async () => {
    const client = await pools.get(other)!.connect();
    try {
      await client.query(`select 'algo secreto'`);
      const { rows } = await pools
        .get(role)!
        .query<{ query: string }>(`select query from pg_stat_activity where usename = $1`, [
          `sivei_${other}`,
        ]);
      expect(rows.length).toBeGreaterThan(0);
      for (const { query } of rows) expect(query).toBe('<insufficient privilege>');
    } finally {
      client.release();
    }
    await owner.query('analyze');
    const statistics = async (pool: Pool): Promise<number> =>
      (await pool.query('select from pg_stats where schemaname = $1', [other])).rowCount!;
    expect(await statistics(owner)).toBeGreaterThan(0);
    expect(await statistics(pools.get(role)!)).toBe(0);
  });
});

describe('what was done stays', () => {
  test('the voting role changes and deletes nothing of the log', async () => {
    for (const table of ['entry', 'ballot', 'blob', 'pad', 'checkpoint', 'credential', 'log']) {
      await refuses('voting', `delete from voting.${table}`);
      await refuses('voting', `truncate voting.${table} cascade`);
    }
    const { rows: columns } = await owner.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'voting' and table_name in ('entry', 'ballot', 'blob', 'pad', 'checkpoint', 'credential')`,
    );
    // Style, unit and ground of a credential can be written, too, but only once and for a credential of a site's pool.
    const mayChange = new Set(['checkpoint.note', 'credential.revoked']);
    const changeable: string[] = [];
    for (const { table, column } of columns) {
      const query = `update voting.${table} set "${column}" = "${column}"`;
      const done = await pools
        .get('voting')!
        .query(query)
        .then(
          () => true,
          () => false,
        );
      if (done) changeable.push(`${table}.${column}`);
    }
    expect(new Set(changeable)).toEqual(mayChange);
    for (const query of [
      'alter table voting.entry disable trigger all',
      'drop trigger only_grows on voting.entry',
      'create or replace function voting.only_grows() returns trigger language plpgsql as $$ begin return old; end $$',
      "insert into voting.entry values (0, 1, 'c', 'c', 'c') on conflict (index) do update set bytes = excluded.bytes",
      'merge into voting.entry e using (select 0 as i) s on e.index = s.i when matched then delete',
    ])
      // prettier-ignore
      await refuses('voting', query);
  });

  test('its owner too is stopped by the triggers, short of removing them', async () => {
    for (const query of [
      'delete from voting.entry',
      'truncate voting.entry cascade',
      'update voting.ballot set unit = 1',
      'delete from voting.checkpoint',
      'delete from registry.journal',
      'update registry.journal set action = action',
    ])
      // prettier-ignore
      await expect(owner.query(query), query).rejects.toThrow(/only grows/);
  });

  test('the registry’s role changes neither who is on the roll nor the journal', async () => {
    for (const query of [
      'update registry.person set name = name',
      'update registry.person set voter_key = voter_key',
      'update registry.person set modality = modality',
      'delete from registry.person',
      'update registry.journal set at = at',
      'delete from registry.journal',
      'truncate registry.journal',
      'update registry.staff set password_hash = salt',
      'delete from registry.staff',
      'update registry.change_request set requested_by = requested_by',
      'update registry.change_request set email = email',
      'update registry.session set person = person',
      'update registry.admission set person = person',
      'update registry.credential set sealed = sealed',
      'update registry.link set token_hash = token_hash',
    ])
      // prettier-ignore
      await expect(pools.get('registry')!.query(query), query).rejects.toThrow(REFUSED);
  });
});

test('PUBLIC has no right to anything of ours', async () => {
  const { rows } = await owner.query(
    `select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where n.nspname in ('registry', 'voting', 'public') and a.grantee = 0
     union all select nspname, 'schema' from pg_namespace, aclexplode(nspacl) a where nspname in ('registry', 'voting', 'public') and a.grantee = 0`,
  );
  expect(rows).toEqual([]);
});
