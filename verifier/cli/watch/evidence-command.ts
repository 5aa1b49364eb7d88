/** Command `evidence`, which judges kept evidence without reading the board. @module */
import { Command, Option } from 'commander';
import { hashArgument } from '../arguments.ts';
import { explain } from '../explain.ts';
import { exitCodes } from '../../report/json.ts';
import { judgeEvidence } from '../../observe/watch/evidence.ts';
import { type Language, words as general } from '../../report/words.ts';
import { readEvidence } from './evidence-folder.ts';
import { words } from './words.ts';

interface Options {
  readonly manifestHash?: Uint8Array;
  readonly lang: Language;
}

const codes = {
  proven: exitCodes.verified,
  attested: exitCodes['rules broken'],
  nothing: exitCodes['not verified'],
} as const;

export function evidenceCommand(): Command {
  return new Command('evidence')
    .description(
      'What evidence that a watch kept proves, and to whom. / Qué prueba, y a quién, una evidencia que guardó una vigilancia.',
    )
    .argument('<directory>', 'folder of the evidence / carpeta de la evidencia')
    .option('--manifest-hash <hex>', 'the manifest that you expect', hashArgument)
    .addOption(new Option('--lang <language>', 'language of messages').choices(['es', 'en']).default('es'))
    .addHelpText(
      'after',
      "\nExit codes: 0 proven, to anyone who trusts the manifest; 3 genuine, but a watcher's word; 1 it proves nothing; 2 could not run.",
    )
    .exitOverride()
    .action(run);
}

async function run(directory: string, { manifestHash, lang }: Options): Promise<void> {
  try {
    const { worth, says, manifestHash: hash } = judgeEvidence(await readEvidence(directory), manifestHash);
    const lines = [words[lang].worth[worth], ...says.map((own) => `  ${own[lang]}`)];
    if (hash !== undefined) lines.push(words[lang].manifest(hash));
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = codes[worth];
  } catch (error) {
    process.stderr.write(`${general[lang].couldNotRun}: ${explain(error, directory, lang)}\n`);
  }
}
