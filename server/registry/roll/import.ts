/** Takes the roll from a CSV file: all of it, or nothing and a report of every bad row. @module */

import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Pool, PoolClient } from 'pg';
import type { Election } from '#crypto/manifest/election.ts';
import { transaction } from '../../database/pool.ts';
import type { RollFault } from './faults.ts';
import { RowReader } from './row.ts';
import { checkDuplicates, countFaults, prepare, readFaults, Stage, takeOver } from './staging.ts';

export interface ImportReport {
  /** People taken into the roll; 0 if anything was wrong. */
  readonly people: number;
  readonly faults: number;
}

export interface ImportListener {
  /** Each bad row, in the order of lines. */
  readonly fault: (fault: RollFault) => void;
  /** Rows read so far. */
  readonly progress?: (rows: number) => void;
}

/** A row cannot be longer: it is refused before it fills the memory. */
const MAX_ROW = 8_192;

export async function importRoll(
  pool: Pool,
  election: Election,
  file: string,
  listener: ImportListener,
): Promise<ImportReport> {
  let report: ImportReport = { people: 0, faults: 0 };
  await transaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    await prepare(client);
    await readFile(client, election, file, listener);
    await checkDuplicates(client);
    const faults = await countFaults(client);
    for await (const fault of readFaults(client)) listener.fault(fault);
    report = { people: faults > 0 ? 0 : await takeOver(client), faults };
  });
  return report;
}

async function readFile(
  client: PoolClient,
  election: Election,
  file: string,
  { progress }: ImportListener,
): Promise<void> {
  const stage = new Stage(client);
  const rows = new RowReader(election);
  let read = 0;
  let isWhole = true;
  try {
    for await (const { line, record } of records(file)) {
      if (read === 0 && !rows.isHeader(record)) break;
      if (read > 0) {
        const row = rows.read(record);
        await (typeof row === 'string' ? stage.fault(line, row) : stage.row(line, row));
      }
      read += 1;
      if (read % 1000 === 0) progress?.(read);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // What follows cannot be told apart, and what came before may not have reached us.
    await stage.fault((error as CsvError & { lines: number }).lines, 'csv');
    isWhole = false;
  }
  if (isWhole && read === 0) await stage.fault(1, 'columns');
  if (isWhole && read === 1) await stage.fault(1, 'empty');
  await stage.flush();
  progress?.(read);
}

interface CsvRecord {
  readonly line: number;
  readonly record: readonly string[];
}

async function* records(file: string): AsyncGenerator<CsvRecord> {
  const parser = parse({ bom: true, relax_column_count: true, info: true, max_record_size: MAX_ROW });
  pipeline(createReadStream(file), parser, () => undefined); // its errors come out of the parser
  let line = 1;
  for await (const { info, record } of parser as AsyncIterable<{
    info: { lines: number };
    record: readonly string[];
  }>) {
    yield { line, record };
    line = info.lines + 1; // a row may span several lines: it is named by its first
  }
}
