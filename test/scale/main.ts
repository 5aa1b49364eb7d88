/** `npm run scale`: generates and verifies an election of a given size, and smaller ones for comparison. @module */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exampleNames, exampleVotes, loadExample } from '../election/examples.ts';
import { seededNumbers } from '../election/seeded.ts';
import { generate, type GenerateOptions } from './generate.ts';
import { measureVerifier } from './verify.ts';

interface Arguments {
  readonly ballots: number;
  readonly example: string;
  readonly threads: number;
  readonly burst?: number;
  readonly out?: string;
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('a whole number above 0 is needed');
  return Number(text);
};

const program = new Command('npm run scale --')
  .description(
    'Generates an election with real ciphertexts and proofs and verifies it: at 1,000 ballots, 10,000, 100,000, as far\n' +
      'as --ballots goes, and at --ballots. Needs about 5 kB of disk a ballot.',
  )
  .option(
    '--ballots <n>',
    "the largest election; 2024's internet vote had about 125,000",
    wholeNumber,
    125_000,
  )
  .addOption(
    new Option('--example <name>', 'a shipped election, for its contests and units')
      .choices(exampleNames())
      .default('presidency-2024'),
  )
  .option('--threads <n>', 'threads that make and judge ballots', wholeNumber, availableParallelism())
  .option(
    '--burst <n>',
    'ballots between two clock marks: 1 as at a quiet hour (default: 6400, as in a rush)',
    wholeNumber,
  )
  .option('--out <directory>', 'keep the boards there (default: a temporary directory that is removed)')
  .parse();

process.exitCode = await main(program.opts<Arguments>());

async function main({ ballots, example, threads, burst, out }: Arguments): Promise<number> {
  const root = out ?? mkdtempSync(join(tmpdir(), 'sivei-scale-'));
  const sizes = [1_000, 10_000, 100_000].filter((size) => size < ballots);
  console.log('ballots    generate   verify   per ballot   main thread   peak memory   board   verdict');
  let worst = 0;
  try {
    for (const size of [...sizes, ballots]) {
      const directory = join(root, String(size));
      const start = performance.now();
      await generateBoard(example, size, { threads, directory, ...(burst !== undefined && { burst }) });
      const generated = (performance.now() - start) / 1000;
      const run = await measureVerifier(directory, ['--threads', String(threads)]);
      const perBallot = (1000 * run.seconds) / size;
      console.log(
        `${String(size).padStart(7)} ${generated.toFixed(1).padStart(9)} s ${run.seconds.toFixed(1).padStart(6)} s ` +
          `${perBallot.toFixed(3).padStart(9)} ms ${(100 * run.mainThreadShare).toFixed(1).padStart(11)} % ` +
          `${run.megabytes.toFixed(0).padStart(10)} MB ${(bytesOf(directory) / 1e6).toFixed(0).padStart(4)} MB   ` +
          (run.exitCode === 0 ? 'VERIFIED' : `NOT VERIFIED (exit code ${run.exitCode})`),
      );
      worst = Math.max(worst, run.exitCode);
      if (out === undefined) rmSync(directory, { recursive: true });
    }
  } finally {
    if (out === undefined) rmSync(root, { recursive: true, force: true });
  }
  return worst;
}

/** Returns the length of all files of a folder. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

async function generateBoard(
  name: string,
  size: number,
  options: Pick<GenerateOptions, 'threads' | 'burst' | 'directory'>,
): Promise<void> {
  const example = loadExample(name);
  const bar = new SingleBar({
    format: 'Ballots [{bar}] {percentage}% {value}/{total} ETA {eta_formatted}',
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(size, 0);
  try {
    await generate({
      template: example.template,
      votes: (election) => exampleVotes(example, election, size, seededNumbers('scale')),
      ...options,
      progress: (done) => bar.update(done),
    });
  } finally {
    bar.stop();
  }
}
