/** Import of the roll from a CSV file: all of it, or nothing and a report of every bad row. @module */

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { PoolClient } from 'pg';
import type { Election } from '#crypto/manifest/election.ts';
import { transaction } from '../../shared/database/pool.ts';
import { Refusal } from '../../shared/exit-codes.ts';
import { assertBeforeOpening } from '../issue/issue.ts';
import type { Services } from '../services.ts';
import { writeJournal } from '../staff/journal.ts';
import type { RollFault } from './faults.ts';
import { RowReader } from './row.ts';
import { checkDuplicates, countFaults, prepare, readFaults, RollStaging, moveToRoll } from './staging.ts';

export interface ImportReport {
  /** People added to the roll; 0 if there was any fault. */
  readonly people: number;
  readonly faults: number;
}

export interface ImportListener {
  /** Called for each bad row, in the order of lines. */
  readonly fault: (fault: RollFault) => void;
  /** Called with the number of rows read so far. */
  readonly progress?: (rows: number) => void;
}

/** Longest row; a longer one is rejected before it fills the memory. */
const MAX_ROW_LENGTH = 8_192;

export interface ImportOrder {
  readonly file: string;
  /** Name of the operator, for the journal. */
  readonly by: string;
}

/**
 * Imports the roll, before the opening only: the opening states how many people the roll has (spec §6.4). The journal
 * records each import.
 */
export async function importRoll(
  services: Services,
  { file, by }: ImportOrder,
  listener: ImportListener,
): Promise<ImportReport> {
  const { pool, election, now } = services;
  await assertBeforeOpening(services);
  let report: ImportReport = { people: 0, faults: 0 };
  await transaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    await prepare(client);
    const content = createHash('sha256');
    await readFile(client, election, records(file, content), listener);
    await checkDuplicates(client);
    const faults = await countFaults(client);
    for await (const fault of readFaults(client)) listener.fault(fault);
    if (faults > 0) {
      report = { people: 0, faults };
      return;
    }
    await assertBeforeOpening(services); // voting may have opened while the file was read
    report = { people: await moveToRoll(client), faults };
    const reason = `SHA-256 ${content.digest('hex')}, people ${report.people}`;
    await writeJournal(client, { operator: by, action: 'import', reason }, now());
  });
  return report;
}

async function readFile(
  client: PoolClient,
  election: Election,
  lines: AsyncIterable<CsvRecord>,
  { progress }: ImportListener,
): Promise<void> {
  const stage = new RollStaging(client);
  const rows = new RowReader(election);
  let read = 0;
  let isWhole = true;
  try {
    for await (const { line, record } of lines) {
      if (read === 0 && !rows.isHeader(record)) {
        await stage.fault(1, rows.headerFault(record));
        isWhole = false;
        break;
      }
      if (read > 0) {
        const row = rows.read(record);
        await (typeof row === 'string' ? stage.fault(line, row) : stage.row(line, row));
      }
      read += 1;
      if (read % 1000 === 0) progress?.(read);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw readable(error as NodeJS.ErrnoException);
    // Rows after this error cannot be separated, and some rows before it may be lost.
    await stage.fault((error as CsvError & { lines: number }).lines, 'csv');
    isWhole = false;
  }
  if (isWhole && read === 0) await stage.fault(1, 'columns');
  if (isWhole && read === 1) await stage.fault(1, 'empty');
  await stage.flush();
  progress?.(read);
}

/** Converts an error about the file to one that names it in the user's language; returns other errors unchanged. */
function readable(error: NodeJS.ErrnoException): Error {
  if (error.path === undefined) return error;
  const [es, en] =
    error.code === 'ENOENT' ? ['no existe', 'does not exist'] : ['no se puede leer', 'cannot be read'];
  return new Refusal(
    {
      es: `El archivo ${error.path} ${es}. No se tomó a nadie. Revise la ruta y repita.`,
      en: `The file ${error.path} ${en}. Nobody was taken. Look at its path and repeat.`,
    },
    { cause: error },
  );
}

interface CsvRecord {
  readonly line: number;
  readonly record: readonly string[];
}

/** Reads the records. `content` is updated with the file's bytes. */
async function* records(file: string, content: Hash): AsyncGenerator<CsvRecord> {
  const parser = parse({ bom: true, relax_column_count: true, info: true, max_record_size: MAX_ROW_LENGTH });
  const source = createReadStream(file);
  source.on('data', (chunk) => content.update(chunk));
  pipeline(source, parser, () => undefined); // its errors are thrown by the parser
  let line = 1;
  for await (const { info, record } of parser as AsyncIterable<{
    info: { lines: number };
    record: readonly string[];
  }>) {
    yield { line, record };
    line = info.lines + 1; // a row may span several lines: it is identified by its first
  }
}
