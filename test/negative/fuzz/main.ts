/** `npm run fuzz -- --help`: runs the verifier on randomly changed boards of small elections. @module */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { encodeRecord, recordFile } from '../record-file.ts';
import { boardNames } from './boards.ts';
import { mutationNames } from './mutate.ts';
import { fuzz, recordOf } from './run.ts';
import { makeWorld } from './world.ts';

const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text} is no number`);
  return value;
};
const oneOf =
  (known: readonly string[]) =>
  (text: string): string => {
    if (!known.includes(text)) throw new Error(`${text}: there are ${known.join(', ')}`);
    return text;
  };

interface Options {
  readonly mutants: number;
  readonly seed: number;
  readonly from: number;
  readonly board: string;
  readonly only: readonly string[];
  readonly second: number;
  readonly out: string;
}

const options = new Command('fuzz')
  .description(
    'Verifies changed records of a small election. Exit codes: 0 each was refused or has the same result, 1 not.',
  )
  .option('--mutants <n>', 'how many', number, 1000)
  .option('--seed <n>', 'of the changes', number, Math.floor(Date.now() / 1000))
  .option('--from <n>', 'number of the first', number, 0)
  .option('--board <name>', boardNames().join(', '), oneOf(boardNames()), 'tiny')
  .option(
    '--only <name>',
    `mutations to draw from; may be repeated: ${mutationNames.join(', ')}`,
    (name: string, before: readonly string[]) => [...before, oneOf(mutationNames)(name)],
    [],
  )
  .option('--second <n>', 'of so many mutants one is read by the trustees’ program, too', number, 4)
  .option('--out <dir>', 'where records of failures go', 'fuzz-failures')
  .parse()
  .opts<Options>();

const { seed, from, mutants, board, only, second, out } = options;
console.log(`board ${board}, seed ${seed}, mutants ${from} to ${from + mutants - 1}`);
const world = await makeWorld(board);
const started = performance.now();
const tally = await fuzz(world, {
  seed,
  from,
  to: from + mutants,
  only,
  second,
  failed: async (mutant, judged) => {
    const record = recordOf(world, seed, mutant, judged);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, recordFile(record.id)), encodeRecord(record));
    console.error(`${record.id}: ${record.defect}`);
  },
  progress: (done) => {
    if (done % 1000 === 0)
      console.log(`${done} mutants, ${Math.round((performance.now() - started) / 1000)} s`);
  },
});
const seconds = (performance.now() - started) / 1000;
console.log(`${tally.mutants} mutants in ${seconds.toFixed(0)} s, ${tally.unchanged} of them unchanged`);
for (const [verdict, count] of tally.verdicts) console.log(`${verdict.padEnd(16)}${count}`);
console.log('check           found in    alone');
for (const [id, count] of [...tally.checks].toSorted(
  ([a], [b]) =>
    Number(a.split('.')[0]) - Number(b.split('.')[0]) || Number(a.split('.')[1]) - Number(b.split('.')[1]),
))
  console.log(`${id.padEnd(16)}${String(count).padEnd(12)}${tally.alone.get(id) ?? 0}`);
console.log(`${tally.failed} failures`);
process.exitCode = tally.failed === 0 ? 0 : 1;
