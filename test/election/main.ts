/**
 * `npm run election`: makes a whole election on one machine, from the key ceremony to the verifier's verdict.
 * @module
 */

import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Election } from '#crypto/manifest/election.ts';
import { votesFromCsv, type Vote } from './choices.ts';
import { exampleNames, exampleVotes, loadExample, type Example } from './examples.ts';
import type { ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { PhaseTimer } from './phase-timer.ts';
import { printResult } from './print.ts';
import { runElection, type RunResult } from './run.ts';
import { seededNumbers } from './seeded.ts';
import { tokenKinds, type TokenKind } from './token-kinds.ts';
import { runVerifier } from './verify.ts';
import { words, type Language } from './words.ts';

interface Arguments {
  readonly example: string;
  readonly manifest?: string;
  readonly choices?: string;
  readonly voters?: number;
  readonly seed: string;
  readonly trustees: number;
  readonly threshold: number;
  readonly present?: readonly number[];
  readonly challengeEvery: number;
  readonly outage?: boolean;
  readonly hsm?: TokenKind;
  readonly out?: string;
  readonly lang: Language;
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('a whole number is needed');
  return Number(text);
};
const numberList = (text: string): number[] => text.split(',').map(wholeNumber);

const program = new Command('npm run election --')
  .description(
    'Runs a whole election on this machine and verifies it: key ceremony, credentials, encrypted ballots,\n' +
      'public board, encrypted tally, threshold decryption, result; then the verifier, as a process of its own.\n' +
      'All parties are played by this program with fresh keys: it is a rehearsal, whatever the manifest says.',
  )
  .addOption(
    new Option('--example <name>', 'a shipped election').choices(exampleNames()).default('presidency-2024'),
  )
  .option('--manifest <file>', 'a manifest of your own (its keys are replaced); needs --choices')
  .option('--choices <file>', 'CSV with the votes: columns unit, style (if several) and one for each contest')
  .option('--voters <n>', `people on the roll (default: the example's own figure)`, wholeNumber)
  .option('--seed <text>', 'votes are drawn reproducibly from it; keys never are', 'sivei')
  .option('--trustees <n>', 'trustees who share the key', wholeNumber, 5)
  .option('--threshold <t>', 'how many of them can decrypt', wholeNumber, 3)
  .option(
    '--present <list>',
    'numbers of the trustees who come to the count, as 1,3,5 (default: the first t)',
    numberList,
  )
  .option(
    '--challenge-every <n>',
    'every so many voters one checks the encryption first; 0: nobody',
    wholeNumber,
    50,
  )
  .option(
    '--outage',
    'the board is out over the close: two of the three officials of the authority extend the hours, and the last voters vote then',
  )
  .addOption(
    new Option(
      '--hsm <kind>',
      "keep the trustees' keys and shares in tokens made for this run: in software, or of SoftHSM2 (default: in memory)",
    ).choices(tokenKinds),
  )
  .option('--out <directory>', 'a new directory for the board (default: boards/<election>-<number>)')
  .addOption(new Option('--lang <language>', 'language of the output').choices(['es', 'en']).default('es'))
  .parse();

try {
  process.exitCode = await main(program.opts<Arguments>());
} catch (error) {
  console.error(`error: ${(error as Error).message}`);
  process.exitCode = 2;
}

async function main(options: Arguments): Promise<number> {
  const say = words[options.lang];
  const { template, votes, roll, source } = plan(options);
  const directory = options.out ?? freeDirectory(template.id);
  const present = presentTrustees(options);
  console.log(`${template.title[options.lang]}\n${source ? `${say.source}: ${source[options.lang]}\n` : ''}`);
  const timer = new PhaseTimer(options.lang);
  const run = await runElection({
    template,
    trustees: { count: options.trustees, threshold: options.threshold },
    present,
    roll,
    votes,
    challengeEvery: options.challengeEvery,
    outage: options.outage === true,
    tokens: options.hsm,
    directory,
    progress: (phase, done, total) => timer.progress(phase, done, total),
  });
  timer.end();
  const equal = report(run, options.lang, present.length);
  console.log(`${say.board(directory, run.entries, availableParallelism())}\n`);
  const verdict = await runVerifier(directory, options.lang);
  timer.print();
  console.log(`\n${say.verdict[equal && verdict === 0 ? 'verified' : 'notVerified']}`);
  return equal ? verdict : 1;
}

/** Prints the result beside the count of the votes themselves. Returns whether they are equal. */
function report(run: RunResult, lang: Language, present: number): boolean {
  if (run.result) return printResult(run.election, run.result, run.votes, lang);
  console.log(`${words[lang].noResult(present, run.election.threshold)}\n`);
  return false;
}

interface Plan {
  readonly template: ManifestTemplate;
  readonly votes: (election: Election) => readonly Vote[];
  readonly roll: number;
  readonly source: Example['source'] | undefined;
}

/** Returns the plan of a run: the manifest of an example or of the user, with drawn votes or those of a file. */
function plan(options: Arguments): Plan {
  const csv = options.choices === undefined ? undefined : readFileSync(options.choices, 'utf8');
  if (csv !== undefined) {
    const template =
      options.manifest === undefined ? loadExample(options.example).template : readTemplate(options.manifest);
    const rows = csv.split('\n').filter((line) => line.trim() !== '').length - 1;
    return {
      template,
      votes: (election) => votesFromCsv(election, csv),
      roll: options.voters ?? rows,
      source: undefined,
    };
  }
  if (options.manifest !== undefined)
    throw new Error('--manifest needs --choices: there are no figures to draw from');
  const example: Example = loadExample(options.example);
  const roll = options.voters ?? example.voters;
  if (roll < 1) throw new Error('--voters: at least one');
  const random = seededNumbers(options.seed);
  const votes = (election: Election): Vote[] => exampleVotes(example, election, roll, random);
  return { template: example.template, votes, roll, source: example.source };
}

function readTemplate(file: string): ManifestTemplate {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ManifestTemplate;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function presentTrustees({ present, trustees, threshold }: Arguments): number[] {
  const list = present ?? Array.from({ length: threshold }, (_, i) => i + 1);
  const wrong = list.find((number, i) => number < 1 || number > trustees || list.indexOf(number) !== i);
  if (wrong !== undefined)
    throw new Error(`--present: ${wrong} is no trustee from 1 to ${trustees}, or is there twice`);
  return [...list];
}

function freeDirectory(id: string): string {
  for (let number = 1; ; number++) if (!existsSync(`boards/${id}-${number}`)) return `boards/${id}-${number}`;
}
