import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertDatabase } from '#server/shared/database/check.ts';
import { migrate } from '#server/shared/database/migrate.ts';
import { ConfigurationError } from '#server/shared/exit-codes.ts';
import { startVoting } from '#server/voting/process.ts';
import { Setting } from './support/running.ts';
import { testDatabase, urlIn, type TestDatabase } from '../support/database.ts';

// Tests that a process checks its database when it starts, and that the message of each fault says what to do.

let database: TestDatabase;
let owner: Client;

beforeAll(async () => {
  database = await testDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.stop();
});

async function check(url: string, now?: () => number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  try {
    await assertDatabase(pool, 'sivei_registry', now);
  } finally {
    await pool.end();
  }
}

/** Returns the English message of a fault that a restart does not repair, or `none`. */
const fault = (url: string, now?: () => number): Promise<string> =>
  check(url, now).then(
    () => 'none',
    (error: unknown) => (error instanceof ConfigurationError ? error.says.en : String(error)),
  );
const another = (name: string): string => urlIn(database.registryUrl, name);

test('is taken as it is after the migration', async () => {
  expect(await fault(database.registryUrl)).toBe('none');
});

describe('is refused', () => {
  test('with a wrong password, or where there is no such database', async () => {
    const wrong = database.registryUrl.replace(/:[^:@]+@/, ':wrong@');
    expect(await fault(wrong)).toMatch(/^The database does not let us in .*password/);
    expect(await fault(another('nowhere'))).toMatch(/^The database does not let us in .*nowhere/);
  });

  test('as its owner, or as the role of the other process', async () => {
    expect(await fault(database.ownerUrl)).toMatch(/logs in to the database as "sivei_owner"/);
    expect(await fault(database.votingUrl)).toMatch(/logs in to the database as "sivei_voting"/);
  });

  test('without tables, or with those of an older or a newer version', async () => {
    // The database template1 of PostgreSQL has no tables.
    expect(await fault(another('template1'))).toMatch(/missing: 1_roles.*server\/shared\/database\/main\.ts/);
    await owner.query(`update migration set name = '9_to_come' where name = '5_guards'`);
    expect(await fault(database.registryUrl)).toMatch(/missing: 5_guards/);
    await owner.query(`insert into migration (name, run_on) values ('5_guards', now())`);
    expect(await fault(database.registryUrl)).toMatch(/newer version \(9_to_come\)/);
    await owner.query(`delete from migration where name = '9_to_come'`);
    expect(await fault(database.registryUrl)).toBe('none');
  });

  test('with a clock that is more than a minute away', async () => {
    const late = (): number => Date.now() + 120_000;
    expect(await fault(database.registryUrl, late)).toMatch(/seconds apart/);
  });
});

test('that does not answer is another matter: it may come back', async () => {
  const away = database.registryUrl.replace(/host=[^&]+/, 'host=%2Fnowhere');
  expect(await fault(away)).toMatch(/^Refusal: .*The database does not answer/);
  await expect(migrate(away)).rejects.toThrow(/The database does not answer \(ENOENT\)/);
  const wrong = database.ownerUrl.replace(/:[^:@]+@/, ':wrong@');
  await expect(migrate(wrong)).rejects.toThrow(ConfigurationError);
});

test('the voting process looks at its own too, and at whose log it holds', async () => {
  const setting = await Setting.make();
  try {
    const { config, database: own } = setting;
    const options = { clock: setting.clock, log: { write: (): void => undefined } };
    await expect(startVoting({ ...config, database: own.registryUrl }, options)).rejects.toThrow(
      ConfigurationError,
    );
    const client = new Client({ connectionString: own.ownerUrl });
    await client.connect();
    await client.query(`insert into voting.log (election_id) values (decode(repeat('00', 32), 'hex'))`);
    await client.end();
    await expect(startVoting(config, options)).rejects.toThrow(/log of another election/);
  } finally {
    await setting.end();
  }
});
