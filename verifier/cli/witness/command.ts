/** Command `witness`. @module */
import { mkdir } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { tryParse, ParseFailure } from '../../crypto/bytes.ts';
import { parseVkey, type Vkey, printVkey } from '../../board/log/vkey.ts';
import { isEd25519Key } from '../../crypto/signatures.ts';
import { Witness, type WitnessedLog } from '../../witness/witness.ts';
import type { Language } from '../../report/words.ts';
import { makeKeyFile, readKeyFile } from './key-file.ts';
import { WitnessStateFile } from './state-file.ts';
import { serve } from './serve.ts';
import { WitnessError, usage, words } from './words.ts';

interface Options {
  readonly newKey?: string;
  readonly listen?: number;
  readonly host: string;
  readonly log: readonly Vkey[];
  readonly state?: string;
  readonly newLogs?: true;
  readonly lang: Language;
}

export function witnessCommand(): Command {
  return new Command('witness')
    .description(
      "Cosign logs' checkpoints over HTTP (C2SP tlog-witness). / Atestiguar puntos de control de bitácoras por HTTP.",
    )
    .argument('<key>', 'file of the key / archivo de la llave')
    .option('--new-key <name>', 'make that file, for a witness of this name; print its vkey and end')
    .option('--listen <port>', 'port; 0: any that is free', portArgument)
    .option('--host <address>', 'address to listen at', '127.0.0.1')
    .option('--log <vkey>', 'a log to cosign; may be repeated', logArgument, [])
    .option('--state <dir>', 'directory of what is remembered of the logs')
    .option('--new-logs', 'logs of which nothing is remembered are new; without this they are refused')
    .addOption(new Option('--lang <language>', 'language of messages').choices(['es', 'en']).default('es'))
    .addHelpText(
      'after',
      '\nWhen it listens it prints its address on the standard output, one line. SIGTERM and SIGINT end it: exit code 0; 2: could not run.',
    )
    .exitOverride()
    .action(run);
}

async function run(keyFile: string, options: Options): Promise<void> {
  try {
    if (options.newKey === undefined) await witness(keyFile, options);
    else process.stdout.write(`${printVkey(await makeKeyFile(keyFile, options.newKey))}\n`);
    process.exitCode = 0;
  } catch (error) {
    const { couldNotRun } = words[options.lang];
    process.stderr.write(`${couldNotRun}: ${explain(error, options.lang)}\n`);
  }
}

async function witness(keyFile: string, { listen, host, log, state, newLogs, lang }: Options): Promise<void> {
  if (listen === undefined) throw new WitnessError(usage.missing('--listen'));
  if (state === undefined) throw new WitnessError(usage.missing('--state'));
  if (log.length === 0) throw new WitnessError(usage.missing('--log'));
  const cosigner = await readKeyFile(keyFile);
  if (newLogs) await mkdir(state, { recursive: true });
  const logs: WitnessedLog[] = [];
  const print = (line: string): void => void process.stderr.write(`${line}\n`);
  print(words[lang].witness(printVkey(cosigner.vkey)));
  for (const vkey of log) {
    if (logs.some((other) => other.vkey.name === vkey.name)) throw new WitnessError(usage.twice(vkey.name));
    const stateFile = await WitnessStateFile.open(
      state,
      { log: vkey, witness: cosigner.vkey },
      newLogs === true,
    );
    print(words[lang].log(vkey.name, stateFile.last?.size));
    logs.push({ vkey, state: stateFile });
  }
  const report = (error: unknown): void => print(explain(error, lang));
  await serve(new Witness(cosigner, logs), { host, port: listen }, report);
  print(words[lang].stopping);
}

/**
 * Returns the message for a WitnessError, or the system's message about a file or port. Any other error is a bug
 * of this program; the message then has the stack trace.
 */
function explain(error: unknown, lang: Language): string {
  if (error instanceof WitnessError) return error.says[lang];
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : `${words[lang].crash}: ${error.stack ?? error.message}`;
}

function portArgument(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('a port expected: a whole number from 0 to 65535');
  return Number(text);
}

function logArgument(text: string, others: readonly Vkey[]): Vkey[] {
  const vkey = tryParse(() => parseVkey(text));
  if (vkey instanceof ParseFailure || vkey.type !== 1 || !isEd25519Key(vkey.key))
    throw new InvalidArgumentError('the vkey of a log expected: <name>+<key id>+<base64>');
  return [...others, vkey];
}
