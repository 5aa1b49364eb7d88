/** Command `mirror`. @module */
import { mkdir } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { openBoard, hashArgument } from '../arguments.ts';
import { explain } from '../explain.ts';
import { makeProgress } from '../progress.ts';
import { keepEvidence } from '../watch/evidence-folder.ts';
import { words } from '../watch/words.ts';
import { exitCodes } from '../../report/json.ts';
import { Misbehaviour } from '../../observe/mirror/misbehaviour.ts';
import { Mirror } from '../../observe/mirror/mirror.ts';
import { fewNames, numberText } from '../../report/format.ts';
import { type Language, words as general } from '../../report/words.ts';
import { FolderStore } from './folder-store.ts';

interface Options {
  readonly manifestHash?: Uint8Array;
  readonly evidence?: string;
  readonly quiet?: true;
  readonly lang: Language;
}

export function mirrorCommand(): Command {
  return new Command('mirror')
    .description('Copy a board, or what is new of it. / Copia una pizarra, o lo que tiene de nuevo.')
    .argument('<board>', 'directory or http(s) address of the board / directorio o dirección de la pizarra')
    .argument('<directory>', 'where the copy is, or will be / dónde está la copia, o estará')
    .option('--manifest-hash <hex>', 'the manifest that you expect', hashArgument)
    .option('--evidence <dir>', 'where evidence is kept; <directory>-evidence unless told')
    .option('--quiet', 'print nothing but what is wrong')
    .addOption(new Option('--lang <language>', 'language of messages').choices(['es', 'en']).default('es'))
    .addHelpText(
      'after',
      '\nExit codes: 0 copied, or nothing new; 1 the board misbehaves: nothing was copied, the copy before stays; 2 could not run; 3 copied, but files that entries name are missing.',
    )
    .exitOverride()
    .action(run);
}

async function run(place: string, directory: string, options: Options): Promise<void> {
  const { lang, quiet, manifestHash, evidence = `${directory}-evidence` } = options;
  const progress = makeProgress(words[lang].mirroring, quiet !== true);
  const printLine = (line: string): void => void process.stdout.write(`${line}\n`);
  const mirror = new Mirror(new FolderStore(directory), {
    manifestHash,
    progress: (done, size) => progress.update(done, size),
  });
  let close = (): void => undefined;
  try {
    const { board, close: closeBoard } = openBoard(place);
    close = closeBoard;
    await mkdir(directory, { recursive: true });
    await mirror.open();
    const { changed, size, missing } = await mirror.refresh(board);
    progress.stop();
    const { mirrored, upToDate, missing: missingText } = words[lang];
    if (!quiet) printLine((changed ? mirrored : upToDate)(numberText(size, lang)));
    if (missing.length > 0) printLine(missingText(fewNames(missing, lang)));
    process.exitCode = missing.length > 0 ? exitCodes['rules broken'] : exitCodes.verified;
  } catch (error) {
    progress.stop();
    if (error instanceof Misbehaviour) {
      printLine(words[lang].refused(error.says[lang]));
      const folder = await keepEvidence(evidence, error, mirror, new Date());
      if (folder !== undefined) printLine(words[lang].evidenceIn(folder));
      process.exitCode = exitCodes['not verified'];
    } else process.stderr.write(`${general[lang].couldNotRun}: ${explain(error, place, lang)}\n`);
  } finally {
    close();
  }
}
