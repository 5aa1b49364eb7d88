import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import { logIn, readVoters } from '#server/rehearsal/parties/voter.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { releaseMessages } from '#server/registry/outbox/release.ts';
import { startRegistry, type Registry } from '#server/registry/registry.ts';
import { importRoll } from '#server/registry/roll/import.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { registryBeside, rollOf } from './support/registry.ts';
import { postBytes, Setting, type Voter } from './support/running.ts';
import { miniChoices } from '../negative/mini.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';

// Tests that ballots cannot be linked to voters by someone who has all tables of both schemas, as the databases' owner
// sees them, and all logs of both processes: not by a value that both sides have, by the order of rows, or by a time.

const PEOPLE = 12;

interface Table {
  readonly name: string;
  /** Rows in the order in which they are stored on disk. */
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

describe('voter and ballot', () => {
  let setting: Setting;
  let voting: VotingProcess;
  let registry: Registry;
  let tables: readonly Table[];
  const logs: string[] = [];
  /** E-mail addresses in the order in which they voted, and their trackers. */
  const cast: { readonly email: string; readonly X: string; readonly tracker: string }[] = [];
  const persons = new Map<string, string>();

  beforeAll(async () => {
    setting = await Setting.make();
    const log = { write: (line: string): void => void logs.push(line) };
    voting = await startVoting(setting.config, { clock: setting.clock, log });
    const officials = await setting.begin(voting.url);
    registry = await startRegistry(await registryBeside(setting, voting.url), {
      now: () => setting.clock.now(),
      log,
      timers: false,
    });
    const { election } = setting;
    const roll = join(setting.home, 'roll.csv');
    await writeFile(roll, rollOf(setting.election, PEOPLE), { mode: 0o600 });
    await importRoll(
      registry.services,
      { file: roll, by: 'prueba' },
      {
        fault: (fault) => expect.fail(JSON.stringify(fault)),
      },
    );
    await issueCredentials(registry.services);
    await releaseMessages(registry.services, 'prueba');
    await registry.drain();
    setting.clock.time = election.opens;
    await officials.open(election.manifest.units.map(() => PEOPLE));
    await voteAll();
    await registry.sweep();
    tables = await allTables(setting);
    for (const { id, email } of table(tables, 'registry.person').rows) persons.set(id!, email!);
  });
  afterAll(async () => {
    await registry?.stop();
    await voting?.stop();
    await setting?.end();
  });

  /** Has everyone vote, in another order than that of the roll. At the end all sessions have expired. */
  async function voteAll(): Promise<void> {
    const { election, clock } = setting;
    const outbox = join(setting.home, 'outbox');
    const everyone = await readVoters(outbox, election);
    expect(everyone).toHaveLength(PEOPLE);
    const order = everyone.map((_, i) => everyone[(5 * i + 3) % PEOPLE]!);
    for (const person of order) {
      clock.time += 90; // one after the other, a quiet night
      const drained = setInterval(() => void registry.drain(), 50);
      const ticket = await logIn(registry.url, outbox, election, person);
      clearInterval(drained);
      const X = encodeElement(person.credential.X);
      const voter: Voter = { credential: person.credential, X, unit: 0 };
      const ballot = setting.ballot(voter, miniChoices);
      expect(await postBytes(`${voting.url}${votingApi.castBallot.path}`, ballot, ticket)).toMatchObject({
        status: 200,
      });
      const tracker = toHex(parseBallot(ballot, election).tracker);
      cast.push({ email: person.email, X: toHex(X), tracker });
    }
    clock.time += 3600;
  }

  test('the tables are those of both sides, with people and ballots in them', () => {
    expect(table(tables, 'registry.person').rows).toHaveLength(PEOPLE);
    expect(table(tables, 'voting.ballot').rows).toHaveLength(PEOPLE);
    expect(table(tables, 'registry.admission').rows).toHaveLength(PEOPLE);
    expect(tables.length).toBeGreaterThan(15);
  });

  test('no value stands on both sides', () => {
    const side = (schema: string): Set<string> =>
      new Set(
        tables.filter(({ name }) => name.startsWith(schema)).flatMap(({ rows }) => rows.flatMap(valuesOf)),
      );
    const [registrySide, votingSide] = [side('registry.'), side('voting.')];
    expect(registrySide.size).toBeGreaterThan(50);
    expect(votingSide.size).toBeGreaterThan(50);
    // Both sides store the id of the election, which is the same for everybody.
    votingSide.delete(toHex(setting.election.id));
    expect([...registrySide].filter((value) => votingSide.has(value))).toEqual([]);
  });

  test('no credential or tracker is in the registry’s tables, no person in the voting process’s', () => {
    const text = (schema: string): string =>
      tables
        .filter(({ name }) => name.startsWith(schema))
        .flatMap(({ rows }) => rows.flatMap(Object.values))
        .join('\n');
    const [registrySide, votingSide] = [text('registry.'), text('voting.')];
    for (const { email, X, tracker } of cast) {
      expect(registrySide).toContain(email);
      expect(votingSide).toContain(X); // shows that the search would find it
      for (const secret of [X, tracker]) expect(registrySide).not.toContain(secret);
      expect(votingSide).not.toContain(email);
    }
    for (const id of persons.keys()) expect(votingSide).not.toContain(id);
  });

  test('no table of people lies, or was written, in the order of the ballots', () => {
    const order = cast.map(({ email }) => email);
    const keys = ['lies', 'xmin', ...timeColumns()];
    let compared = 0;
    for (const { name, rows } of tables.filter(({ name: own }) => own.startsWith('registry.'))) {
      for (const key of keys) {
        const sorted = key === 'lies' ? rows : sortedBy(rows, key);
        if (!sorted) continue; // all values are equal: the column reveals nothing
        const people = sorted.flatMap((row) => personOf(row, persons) ?? []);
        if (people.length < PEOPLE) continue;
        compared += 1;
        expect(likeness(people, order), `${name} by ${key}`).toBeLessThan(0.9);
      }
    }
    expect(compared).toBeGreaterThan(2);
  });

  test('no time of a person’s voting is kept', () => {
    const hours = cast.map((_, i) => setting.election.opens + 90 * (i + 1));
    for (const { name, rows } of tables.filter(({ name: own }) => own.startsWith('registry.'))) {
      for (const row of rows.filter((own) => personOf(own, persons) !== undefined))
        for (const [column, value] of Object.entries(row)) {
          const seconds =
            value !== null && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) / 1000 : undefined;
          const near = seconds !== undefined && hours.some((hour) => Math.abs(hour - seconds) < 60);
          expect(near, `${name}.${column}`).toBe(false);
        }
    }
  });

  test('the logs name neither', () => {
    const text = logs.join('\n');
    expect(text).toContain(logInApi.finishLogin.path);
    expect(text).toContain(votingApi.castBallot.path);
    for (const [id, email] of persons) for (const name of [id, email]) expect(text).not.toContain(name);
    for (const { X, tracker } of cast) for (const name of [X, tracker]) expect(text).not.toContain(name);
  });

  const timeColumns = (): string[] => [
    ...new Set(
      tables.flatMap(({ rows }) =>
        Object.entries(rows[0] ?? {}).flatMap(([column, value]) =>
          /^\d{4}-\d\d-\d\d/.test(value ?? '') ? [column] : [],
        ),
      ),
    ),
  ];
});

const table = (tables: readonly Table[], name: string): Table => tables.find((own) => own.name === name)!;

/** Returns the e-mail address of the person whose id is in any column of the row. */
function personOf(row: Table['rows'][number], persons: ReadonlyMap<string, string>): string | undefined {
  for (const value of Object.values(row)) if (value !== null && persons.has(value)) return persons.get(value);
  return undefined;
}

/** Returns the long values of a row. Short ones are numbers, flags or codes, which both sides may share by chance. */
const valuesOf = (row: Table['rows'][number]): string[] =>
  Object.entries(row).flatMap(([column, value]) =>
    column !== 'xmin' && value !== null && value.length >= 8 ? [value] : [],
  );

function sortedBy(rows: Table['rows'], column: string): Table['rows'] | undefined {
  const values = new Set(rows.map((row) => row[column]));
  if (values.size < 2) return undefined;
  return rows.toSorted((a, b) => (a[column] ?? '').localeCompare(b[column] ?? '', 'en', { numeric: true }));
}

/**
 * Returns the share of pairs of people who are in the same order in both lists, or in the opposite order if that is
 * more: 1 if the order reveals all, about ½ by chance.
 */
function likeness(people: readonly string[], order: readonly string[]): number {
  const place = new Map(people.map((email, i) => [email, i]));
  let [same, pairs] = [0, 0];
  for (let i = 0; i < order.length; i += 1)
    for (let j = i + 1; j < order.length; j += 1) {
      pairs += 1;
      if (place.get(order[i]!)! < place.get(order[j]!)!) same += 1;
    }
  return Math.max(same, pairs - same) / pairs;
}

/** Reads every table of both schemas, as the owner sees them, with the id of the transaction that wrote each row. */
async function allTables(setting: Setting): Promise<Table[]> {
  const owner = new Client({ connectionString: setting.database.ownerUrl });
  await owner.connect();
  try {
    const { rows: names } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname in ('registry', 'voting') order by 1`,
    );
    const tables: Table[] = [];
    for (const { name } of names) {
      const { rows } = await owner.query<{ row: Record<string, unknown>; xmin: string }>(
        `select to_jsonb(t) as row, t.xmin::text as xmin from ${name} t order by ctid`,
      );
      tables.push({
        name,
        rows: rows.map(({ row, xmin }) => ({
          ...Object.fromEntries(
            Object.entries(row).map(([column, value]) => [
              column,
              value === null
                ? null
                : typeof value === 'string'
                  ? value.replace(/^\\x/, '')
                  : JSON.stringify(value),
            ]),
          ),
          xmin,
        })),
      });
    }
    return tables;
  } finally {
    await owner.end();
  }
}
