/** Temporary tables for the rows of a roll file while they are checked, in one transaction. @module */

import type { PoolClient } from 'pg';
import type { RollFault, RollFaultKind } from './faults.ts';
import type { RollRow } from './row.ts';

const BATCH = 5_000;

export async function prepare(client: PoolClient): Promise<void> {
  await client.query(`
    create temporary table roll_row (line int, voter_key text, voter_key_plain text, name text, unit smallint,
      style smallint, modality text, email text, mobile text, site smallint, in_force boolean) on commit drop;
    create temporary table roll_fault (line int, kind text, other int) on commit drop`);
}

/** Collects rows and faults, and writes them in batches. */
export class RollStaging {
  readonly #client: PoolClient;
  #rows: (readonly [number, RollRow])[] = [];
  #faults: (readonly [number, RollFaultKind])[] = [];

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async row(line: number, row: RollRow): Promise<void> {
    if (this.#rows.push([line, row]) >= BATCH) await this.flush();
  }

  async fault(line: number, kind: RollFaultKind): Promise<void> {
    if (this.#faults.push([line, kind]) >= BATCH) await this.flush();
  }

  async flush(): Promise<void> {
    const [rows, faults] = [this.#rows, this.#faults];
    [this.#rows, this.#faults] = [[], []];
    const column = <T>(of: (row: RollRow) => T): T[] => rows.map(([, row]) => of(row));
    await this.#client.query(
      `insert into roll_row select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::smallint[],
         $6::smallint[], $7::text[], $8::text[], $9::text[], $10::smallint[], $11::boolean[])`,
      [
        rows.map(([line]) => line),
        column((row) => row.voterKey),
        column((row) => row.plainKey),
        column((row) => row.name),
        column((row) => row.unit),
        column((row) => row.style),
        column((row) => row.modality),
        column((row) => row.email),
        column((row) => row.mobile),
        column((row) => row.site),
        column((row) => row.inForce),
      ],
    );
    await this.#client.query(
      'insert into roll_fault select line, kind, null from unnest($1::int[], $2::text[]) as t (line, kind)',
      [faults.map(([line]) => line), faults.map(([, kind]) => kind)],
    );
  }
}

const unique = [
  ['key', 'voter_key_plain'],
  ['email', 'email'],
  ['mobile', 'mobile'],
] as const;

/** Records the people who are in the file twice, or already on the roll, as faults. */
export async function checkDuplicates(client: PoolClient): Promise<void> {
  await client.query('analyze roll_row');
  for (const [kind, column] of unique) {
    await client.query(
      `insert into roll_fault select line, $1, first
         from (select line, min(line) over (partition by ${column}) as first from roll_row
               where ${column} is not null) as t where line <> first`,
      [`${kind}-twice`],
    );
    await client.query(
      `insert into roll_fault select line, $1, null from roll_row join registry.person using (${column})`,
      [`${kind}-known`],
    );
  }
}

export async function countFaults(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from roll_fault');
  return rows[0]!.count;
}

export async function* readFaults(client: PoolClient): AsyncGenerator<RollFault> {
  let after: readonly [number, string] = [0, ''];
  for (;;) {
    const { rows } = await client.query<RollFault>(
      `select line, kind, other from roll_fault where (line, kind) > ($1, $2) order by line, kind limit 1000`,
      [...after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = [last.line, last.kind];
  }
}

/** Moves the rows into the roll, in random order instead of the file's. Returns their number. */
export async function moveToRoll(client: PoolClient): Promise<number> {
  const { rowCount } = await client.query(
    `insert into registry.person (voter_key, voter_key_plain, name, unit, style, modality, email, mobile,
       site, in_force)
     select voter_key, voter_key_plain, name, unit, style, modality, email, mobile, site, in_force from roll_row
     order by gen_random_uuid()`,
  );
  return rowCount ?? 0;
}
