/** `npm run trustee`: a trustee's program for key ceremony and count. @module */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { parseManifest } from '#crypto/manifest/election.ts';
import { toTokenError } from '#hsm/errors.ts';
import { act } from './cli/act.ts';
import { participate } from './cli/participate.ts';
import { carryMedium, type CarryOptions } from './cli/carry.ts';
import { atTerminal, toLog } from './cli/dialogue.ts';
import { enroll, type EnrollOptions } from './cli/enroll.ts';
import {
  exchangeOf,
  pinOf,
  withExchange,
  withLanguage,
  withPin,
  type Common,
  type WithExchange,
  type WithPin,
} from './cli/options.ts';
import { Presenter } from './cli/present.ts';
import { showMessage } from './cli/qr.ts';
import { status } from './cli/status.ts';
import { TrusteeFolder } from './shared/folder.ts';
import { orProblem, printable, TrusteeProblem } from './shared/problems.ts';
import { catalogue } from './shared/words.ts';

/** Exit codes other than 0; the help text explains them. */
const exitCode = { problem: 1, usage: 2, waiting: 3 } as const;

const program = new Command('npm run trustee --')
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error:/, 'uso incorrecto / wrong usage:')),
  })
  .showHelpAfterError('npm run trustee -- --help')
  .description(
    'A trustee’s part in key ceremony and count. / La parte de una custodia en la ceremonia y el cómputo.',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 nothing is left to do for now, 1 stopped by a problem, 2 wrong usage, 3 others have to act first.',
  );

const command = (name: string, description: string): Command =>
  withLanguage(program.command(name).description(description));

withPin(
  command('enrol', 'make a trustee’s keys, for the manifest / crear las llaves de una custodia')
    .requiredOption('--home <folder>', 'new folder of this trustee / carpeta nueva de esta custodia')
    .requiredOption('--name <name>', 'name as the act shall have it / nombre para el acta')
    .option('--module <path>', 'the token maker’s PKCS#11 library / biblioteca PKCS#11 del fabricante')
    .option('--parameters <text>', 'initialisation string, for modules that want one')
    .option('--label <label>', 'label of the token / nombre del dispositivo')
    .option('--serial <number>', 'its serial number, if several have the label / número de serie')
    .option('--software', 'keys in a file instead of a token: for rehearsals only / solo para ensayos')
    .option('--rehearsal', 'for a rehearsal: tokens that are programs are allowed / para un ensayo')
    .option('--key <name>', 'name of the keys in the token / nombre de las llaves', 'custodia')
    .requiredOption('--out <file>', 'new file for the authority / archivo nuevo para la autoridad'),
).action((options: EnrollOptions & WithPin) =>
  guarded(options, async () => enroll(options, pinOf(options), console)),
);

withPin(
  withExchange(
    command(
      'attend',
      'be guided through ceremony or count / ser guiada por la ceremonia o el cómputo',
    ).requiredOption('--home <folder>', 'folder of this trustee / carpeta de esta custodia'),
  ),
)
  .option('--manifest-hash <hex>', 'SHA-256 of the manifest, from the printed act / huella del acta impresa')
  .option('--yes', 'ask nothing: all was checked before / no preguntar: todo se comprobó antes')
  .option('--no-wait', 'end where others have to act first / terminar donde toca a otros')
  .option('--qr', 'also show short messages as QR codes / mostrar también los mensajes cortos como QR')
  .action((options: ParticipateOptions) =>
    guarded(options, async () => {
      const { lang, manifestHash } = options;
      if (options.yes !== true && !process.stdin.isTTY) throw new TrusteeProblem('usage', '--yes');
      const folder = TrusteeFolder.open(resolve(options.home));
      // Nobody is asked to compare the manifest, so its hash must be given.
      if (options.yes && manifestHash === undefined && !folder.election)
        throw new TrusteeProblem('usage', '--yes --manifest-hash <hex>');
      const ending = await participate({
        folder,
        exchange: exchangeOf(options),
        dialogue: options.yes ? toLog : atTerminal(catalogue[lang]),
        lang,
        pin: pinOf(options),
        manifestHash,
        waits: options.wait,
        ...(options.qr && { onDelivered: showMessage }),
      });
      if (ending === 'waiting') process.exitCode = exitCode.waiting;
    }),
  );

interface ParticipateOptions extends WithPin, WithExchange {
  readonly home: string;
  readonly manifestHash?: string;
  readonly yes?: true;
  readonly wait: boolean;
  readonly qr?: true;
}

withExchange(
  command(
    'status',
    'verify the board and say whose turn it is / verificar la pizarra y decir a quién le toca',
  ).requiredOption('--home <folder>', 'folder of this trustee / carpeta de esta custodia'),
).action((options: Common & WithExchange & { home: string }) =>
  guarded(options, async () =>
    status(TrusteeFolder.open(resolve(options.home)), exchangeOf(options), options.lang),
  ),
);

command('carry', 'on a machine with network: serve a medium / en un equipo con red: atender un medio')
  .requiredOption('--server <url>', 'address of the board’s server / dirección del servidor de la pizarra')
  .requiredOption('--medium <folder>', 'the medium / el medio')
  .option(
    '--message <text>',
    'hand in a message that was read from a QR code / entregar un mensaje leído de un QR',
  )
  .action((options: CarryOptions) => guarded(options, async () => carryMedium(options)));

command('manifest', 'show a manifest and its fingerprint / mostrar un manifiesto y su huella')
  .argument('<file>', 'the manifest / el manifiesto')
  .action((file: string, { lang }: Common) =>
    guarded({ lang }, async () => {
      const bytes = readFile(file);
      const election = orProblem('manifest-form', () => parseManifest(bytes));
      new Presenter(toLog, catalogue[lang], lang).election(election, '');
    }),
  );

command('act', 'check an act’s signature and print it / revisar la firma de un acta e imprimirla')
  .requiredOption('--manifest <file>', 'manifest of the election / manifiesto de la elección')
  .argument('<file>', 'the act, a .json with its .json.sig beside it / el acta')
  .action((file: string, options: Common & { manifest: string }) =>
    guarded(options, async () => act(file, readFile(options.manifest), options.lang)),
  );

function readFile(path: string): Uint8Array {
  if (!existsSync(path) || !statSync(path).isFile()) throw new TrusteeProblem('file-missing', path);
  return readFileSync(path);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) process.exitCode = exitCode.usage; // commander has printed what is wrong
}

/** Runs a command and prints errors in the user's language, never a stack trace. */
async function guarded({ lang }: Common, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = error instanceof TrusteeProblem ? error : toTokenError(error);
    process.stderr.write(`${printable(known.says[lang])}\n`);
    process.exitCode =
      known instanceof TrusteeProblem && known.code === 'usage' ? exitCode.usage : exitCode.problem;
  }
}
