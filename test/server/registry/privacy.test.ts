import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { shuffleRows } from '#server/registry/sweep/mix.ts';
import { openTicket } from '#server/api/ticket.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { readSecret } from '#server/shared/keys.ts';
import { Fixture, voters, type Voter } from './fixture.ts';
import * as logInApi from '#server/api/log-in.ts';

let fixture: Fixture;
let people: Voter[];
/** Voters in the order in which they were admitted. */
const admitted: string[] = [];
const secrets: string[] = [];
let before: Map<string, string>;

interface Place {
  readonly person: string;
  readonly xmin: string;
  readonly place: string;
}

const placesOf = async (table: string): Promise<Place[]> =>
  (
    await fixture.pool.query<Place>(
      `select ${table === 'person' ? 'id' : 'person'} as person, xmin::text, ctid::text as place
       from registry.${table} order by ctid`,
    )
  ).rows;

/** Reads the metadata that PostgreSQL keeps with each person's row, including traces of locks. */
const traces = async (): Promise<Map<string, string>> => {
  const { rows } = await fixture.pool.query<{ id: string; trace: string }>(
    `select id, concat_ws(' ', xmin, xmax, cmin, ctid) as trace from registry.person`,
  );
  return new Map(rows.map(({ id, trace }) => [id, trace]));
};

beforeAll(async () => {
  fixture = await Fixture.start();
  people = voters(fixture, 14);
  await fixture.import(people.map((voter) => voter.row()));
  await fixture.issue();
  fixture.open();
  before = await traces();
  const { ticket } = fixture.config.keys;
  const key = softwareSigner(await readSecret((ticket as { file: string }).file, 32)).publicKey;
  for (const voter of people.slice(0, 12)) {
    const link = await voter.link();
    const code = await voter.code();
    const given = await voter.logIn();
    admitted.push(await voter.person());
    secrets.push(
      link,
      code,
      await voter.sms(),
      given.session,
      given.ticket,
      toHex(openTicket(key, fixture.election.id, given.ticket)!.id),
      toHex(await voter.X()),
    );
    fixture.now += 60;
    if (voter !== people[11]) await fixture.post(logInApi.endSession.path, undefined, given.session);
  }
});
afterAll(() => fixture.stop());

test('the order of admissions is plain before the sweep, and gone after it', async () => {
  const raw = await placesOf('admission');
  expect(raw.map(({ person }) => person)).toEqual(admitted);
  expect(new Set(raw.map(({ xmin }) => xmin)).size).toBe(12);
  await fixture.registry.sweep();
  for (const table of ['admission', 'factor']) {
    const mixed = await placesOf(table);
    expect(mixed.map(({ person }) => person).toSorted()).toEqual(admitted.toSorted());
    expect(new Set(mixed.map(({ xmin }) => xmin)).size).toBe(1);
    expect(mixed.map(({ person }) => person)).not.toEqual(admitted); // 1 in 479,001,600 by chance
  }
  for (const table of ['link', 'credential'])
    expect(new Set((await placesOf(table)).map(({ xmin }) => xmin)).size).toBe(1);
});

test('the order is another each time, and nothing is rewritten without need', async () => {
  expect(await shuffleRows(fixture.pool)).toEqual([]);
  const first = (await placesOf('admission')).map(({ person }) => person);
  await fixture.pool.query('insert into registry.admission select id from registry.person where email = $1', [
    people[12]!.email,
  ]);
  expect(await shuffleRows(fixture.pool)).toEqual(['admission']);
  const second = (await placesOf('admission')).map(({ person }) => person);
  expect(second).toHaveLength(13);
  expect(second.filter((person) => first.includes(person))).not.toEqual(first);
  await fixture.pool.query('delete from registry.admission where person = $1', [await people[12]!.person()]);
});

test('a change that meets a rewriting is not lost', async () => {
  const person = await people[0]!.person();
  const client = await fixture.owner.connect();
  try {
    await client.query('begin');
    await client.query('lock table registry.link in exclusive mode');
    const change = fixture.pool.query('update registry.link set revoked = true where person = $1', [person]);
    await client.query(
      `with taken as (delete from registry.link returning *)
       insert into registry.link select * from taken order by gen_random_uuid()`,
    );
    await client.query('commit');
    expect((await change).rowCount).toBe(1);
  } finally {
    client.release();
  }
  await fixture.pool.query('update registry.link set revoked = false where person = $1', [person]);
});

test('a log-in leaves no trace in the person’s row', async () => {
  expect(await traces()).toEqual(before);
});

test('no time of a session that is over stays in any table', async () => {
  const { rows: columns } = await fixture.owner.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'registry' and data_type like 'timestamp%'`,
  );
  expect(columns.length).toBeGreaterThan(5);
  const left: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await fixture.owner.query(
      `select to_jsonb(t)::text as row from registry.${table} t where ${column} is not null`,
    );
    left.push(...rows.map(({ row }) => `${table}: ${row}`));
  }
  // Only one session is still open, that of one person. The other rows are operators' actions before the opening.
  const [journal, others] = [true, false].map((is) =>
    left.filter((row) => row.startsWith('journal: ') === is),
  ) as [string[], string[]];
  for (const row of journal) expect(row).toContain('"person": null');
  expect(others).toHaveLength(1);
  expect(others[0]).toContain(await people[11]!.person());
  fixture.now += 1800;
  await fixture.registry.sweep();
  for (const table of ['session', 'login', 'bucket', 'guard', 'message', 'used_step', 'ticket_revocation'])
    expect([table, (await fixture.owner.query(`select from registry.${table}`)).rowCount]).toEqual([
      table,
      0,
    ]);
});

test('nothing secret stands in the database in the clear', async () => {
  const { rows: tables } = await fixture.owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'registry'`,
  );
  let all = '';
  for (const { name } of tables) {
    const { rows } = await fixture.owner.query(`select to_jsonb(t)::text as row from registry.${name} t`);
    all += rows.map(({ row }) => row).join('\n');
  }
  expect(all).toContain(people[0]!.email);
  for (const secret of secrets) {
    expect(all).not.toContain(secret.length === 6 ? `"${secret}"` : secret);
    expect(all).not.toContain(toHex(new TextEncoder().encode(secret)));
  }
});

test('nothing secret, and nobody, stands in the logs', async () => {
  for (const voter of people) {
    await fixture.post(logInApi.startLogin.path, { link: 'B'.repeat(43) });
    await fixture.post(logInApi.askForLink.path, { email: voter.email });
  }
  await fixture.get(logInApi.readSession.path, secrets[3]);
  await fixture.get(`/${secrets[0]}`);
  expect(fixture.log).toContain(`"route":"${logInApi.finishLogin.path}"`);
  const forbidden = [
    ...secrets.filter((secret) => secret.length > 6),
    ...secrets.filter((secret) => secret.length === 6).map((code) => `"${code}"`),
    ...people.flatMap(({ email, mobile, key }) => [email, mobile, key]),
    ...admitted,
    '127.0.0.1',
  ];
  const log = fixture.log.split('\n').filter((line) => !line.includes('Server listening at'));
  for (const text of forbidden) expect(log.filter((line) => line.includes(text))).toEqual([]);
});

describe('the role', () => {
  test('reads and writes nothing of the voting process, nor it of the registry', async () => {
    const { rows } = await fixture.owner.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'voting'`,
    );
    for (const { name } of rows)
      await expect(fixture.pool.query(`select from voting.${name}`)).rejects.toThrow(/permission denied/);
    await expect(fixture.pool.query('create table voting.x (a int)')).rejects.toThrow(/permission denied/);
    const voting = new Pool({ connectionString: fixture.database.votingUrl });
    try {
      for (const name of ['person', 'credential', 'session', 'admission'])
        await expect(voting.query(`select from registry.${name}`)).rejects.toThrow(/permission denied/);
    } finally {
      await voting.end();
    }
  });

  test('cannot change the roll, nor make tables of its own', async () => {
    for (const query of [
      'update registry.person set name = name',
      'update registry.person set unit = 1',
      'delete from registry.person',
      'update registry.credential set sealed = sealed',
      'update registry.staff set name = name',
      'delete from registry.staff',
      'update registry.journal set reason = null',
      'update registry.election set id = id',
      'truncate registry.admission',
      'create table registry.x (a int)',
      'create table public.x (a int)',
    ])
      await expect(fixture.pool.query(query), query).rejects.toThrow(/permission denied|must be owner/);
  });
});
