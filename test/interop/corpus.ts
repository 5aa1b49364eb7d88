/**
 * `npm run corpus:python [-- ID ...]`: verifies every record of the negative corpus, or those with these ids, with
 * the second verifier, ballots' proofs included. It must find the checks that the record names, unless the record
 * breaks only what the program does not check (README.md). Takes some minutes; not part of CI.
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBoard } from '../negative/board-files.ts';
import { readRecord, recordIds } from '../negative/record-file.ts';
import { foundIn, hasPython, verifyTally } from './program.ts';

/** Checks that the second verifier does not make, or makes only in part: log and witnesses, manifest, receipts. */
const notChecked = new Set(['1.1', '1.2', '1.3', '1.4', '1.5', '2.2', '2.3', '7.2', '11.1', '11.2']);

/** Exit codes of a verdict: a program that could not run has made none. */
const verdicts = new Set([0, 1, 3]);

if (!hasPython) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'sivei-interop-'));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : recordIds();
const counts = { ok: 0, 'not checked': 0, WRONG: 0 };
try {
  for (const id of wanted) {
    const { files, expect } = readRecord(id);
    await writeBoard(join(folder, id), files);
    const ran = await verifyTally('--proofs', join(folder, id));
    rmSync(join(folder, id), { recursive: true });
    const found = foundIn(ran);
    const same = found.join() === expect.checks.join() && ran.code === expect.exit;
    const outcome = same
      ? 'ok'
      : verdicts.has(ran.code) &&
          expect.checks.length > 0 &&
          expect.checks.every((check) => notChecked.has(check))
        ? 'not checked'
        : 'WRONG';
    counts[outcome] += 1;
    const names = (checks: readonly string[]): string => checks.join(', ') || '-';
    console.log(
      `${outcome} ${id}: ${names(found)}${same ? '' : `; expected ${names(expect.checks)}`}; exit ${ran.code}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(
  `${wanted.length} records: ${Object.entries(counts)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ')}`,
);
if (counts.WRONG > 0) process.exitCode = 1;
