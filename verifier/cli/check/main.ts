/**
 * `npm run check`: runs this verifier on the negative corpus and the test vectors. Exit codes: 0 if all is as
 * expected, otherwise 1.
 * @module
 */
import { Command, Option } from 'commander';
import type { ArithmeticName } from '../../crypto/arithmetic/arithmetic.ts';
import { arithmeticNames, makeArithmetic } from '../../crypto/arithmetic/make.ts';
import { judgeRecord, recordNames } from './records.ts';
import { judgeVectors, vectorFiles } from './vectors.ts';

interface Options {
  readonly records: string;
  readonly vectors: string;
  readonly arithmetic: ArithmeticName;
}

const program = new Command('check')
  .description('Verifies the negative corpus and the test vectors.')
  .argument('[records...]', 'names of records; all of them unless told')
  .option('--records <dir>', 'the negative corpus', 'test/negative/records')
  .option('--vectors <dir>', 'the test vectors', 'test/vectors')
  .addOption(new Option('--arithmetic <name>').choices(arithmeticNames).default('wasm'))
  .parse();

const { records, vectors, arithmetic: name } = program.opts<Options>();
const arithmetic = makeArithmetic(name);
let judged = 0;
let wrong = 0;
const report = (what: string, fault: string | undefined): void => {
  judged += 1;
  if (fault === undefined) return;
  wrong += 1;
  console.error(`${what}: ${fault}`);
};

for (const file of vectorFiles)
  for (const [says, holds] of await judgeVectors(vectors, file, arithmetic))
    report(`${file}, ${says}`, holds ? undefined : 'not so');
console.log(`${judged} statements about the vectors`);
const known = await recordNames(records);
const stranger = program.args.find((own) => !known.includes(own));
if (stranger !== undefined) program.error(`there is no record "${stranger}" in ${records}`);
const chosen = program.args.length > 0 ? program.args : known;
for (const record of chosen) report(record, await judgeRecord(records, record, arithmetic));
console.log(`${chosen.length} records, ${wrong} not as expected`);
process.exitCode = wrong === 0 && chosen.length > 0 ? 0 : 1;
