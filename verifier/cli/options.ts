/** Options of the command line, and the files that the user names. @module */
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { ArithmeticName } from '../crypto/arithmetic/arithmetic.ts';
import { arithmeticNames } from '../crypto/arithmetic/make.ts';
import type { NamedFile } from '../election/user-evidence.ts';
import { MAX_NOTE_BYTES } from '../board/log/note.ts';
import { MAX_RECEIPT_BYTES } from '../board/log/receipt.ts';
import { readAtMost } from '../board/directory-reader.ts';
import { UnreadableError } from '../board/reader.ts';
import { sentences } from '../findings/sentences.ts';
import { hashArgument, threadsArgument } from './arguments.ts';
import { evidenceCommand } from './watch/evidence-command.ts';
import { mirrorCommand } from './mirror/command.ts';
import { watchCommand } from './watch/command.ts';
import { witnessCommand } from './witness/command.ts';
import type { Language } from '../report/words.ts';

export interface Options {
  readonly json?: true;
  readonly quiet?: true;
  readonly soFar?: true;
  readonly lang: Language;
  readonly manifestHash?: Uint8Array;
  readonly since?: string;
  readonly receipt: readonly string[];
  readonly receipts?: string;
  readonly arithmetic: ArithmeticName;
  readonly threads: number;
}

export function command(run: (board: string, options: Options) => Promise<void>): Command {
  return new Command('verify')
    .description(
      'Verify an election from its public board. / Verifica una elección desde su pizarra pública.',
    )
    .argument('<board>', 'directory or http(s) address of the board / directorio o dirección de la pizarra')
    .option('--json', 'report for machines on the standard output')
    .option('--manifest-hash <hex>', 'the manifest that you expect (check 2.3)', hashArgument)
    .option('--since <file>', 'a checkpoint of an earlier visit (check 1.5)')
    .option(
      '--receipt <file>',
      'a receipt; may be repeated (checks 11)',
      (file, files: string[]) => [...files, file],
      [],
    )
    .option('--receipts <dir>', 'a directory of receipts (checks 11)')
    .option(
      '--so-far',
      'judge an election under way by the stage that it has reached; no result is verified / juzga una elección en curso por la etapa a la que llegó; no verifica ningún resultado',
    )
    .addOption(
      new Option('--arithmetic <name>', 'how to compute with ballots: the kernel, or the slow reference')
        .choices(arithmeticNames)
        .default('wasm'),
    )
    .option(
      '--threads <n>',
      'threads that judge ballots; 0: none but this one',
      threadsArgument,
      availableParallelism(),
    )
    .option('--quiet', 'print the verdict only')
    .addOption(new Option('--lang <language>', 'language of the report').choices(['es', 'en']).default('es'))
    .addHelpText(
      'after',
      '\nExit codes: 0 verified (with --so-far: in order so far), 1 not verified, 2 could not run, 3 result verified but rules were broken.',
    )
    .exitOverride()
    .enablePositionalOptions() // options after the name of a subcommand belong to it
    .helpCommand(false) // it would hide a board named `help`
    .addCommand(mirrorCommand())
    .addCommand(watchCommand())
    .addCommand(evidenceCommand())
    .addCommand(witnessCommand())
    .action(run);
}

/** Reads the file of option --since, if given. Throws UnreadableError if it is missing, which is no finding. */
export async function readSince({ since }: Options): Promise<NamedFile | undefined> {
  return since === undefined ? undefined : readNamed(since, MAX_NOTE_BYTES);
}

export async function readReceipts({ receipt, receipts }: Options): Promise<NamedFile[]> {
  const listed = receipts === undefined ? [] : await receiptsIn(receipts);
  const files: NamedFile[] = [];
  for (const file of [...receipt, ...listed]) files.push(await readNamed(file, MAX_RECEIPT_BYTES));
  return files;
}

/** Lists the receipts in a folder. Skips hidden files, because operating systems put their own into folders. */
async function receiptsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => !name.startsWith('.'))
    .toSorted()
    .map((name) => join(folder, name));
}

async function readNamed(name: string, limit: number): Promise<NamedFile> {
  const bytes = await readAtMost(name, limit);
  if (!bytes) throw new UnreadableError(sentences.userFileUnreadable(name));
  return { name, bytes };
}
