/** `npm run hsm`: commands to check a token and to manage a trustee's keys in it. @module */
import { readFileSync } from 'node:fs';
import { confirm, isCancel } from '@clack/prompts';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { TokenError, toTokenError } from '../errors.ts';
import { writeNew } from '../files.ts';
import { initialise } from '../pkcs11/initialise.ts';
import { Library } from '../pkcs11/library.ts';
import { Session } from '../pkcs11/session.ts';
import { Pkcs11Token } from '../pkcs11/token.ts';
import { examine, readProfile } from '../report/check.ts';
import { readPin } from './pin.ts';
import { type Language, printReport } from './print.ts';

interface Common {
  readonly module: string;
  readonly parameters?: string;
  readonly label: string;
  readonly serial?: string;
  readonly pinFd?: number;
  readonly lang: Language;
}

/** Exit codes other than 0: 1 if the device does not meet the profile, 2 if the command failed. */
const exitCode = { unmet: 1, failed: 2 } as const;

const descriptor = (text: string): number => {
  if (!/^\d{1,4}$/.test(text))
    throw new InvalidArgumentError('número de un descriptor / number of an open file descriptor');
  return Number(text);
};

const program = new Command('npm run hsm --')
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error:/, 'uso incorrecto / wrong usage:')),
  })
  .showHelpAfterError('npm run hsm -- --help')
  .description('Trustees’ tokens (PKCS#11). / Dispositivos de las custodias (PKCS#11).')
  .addHelpText('after', '\nExit codes: 0 done, 1 the device does not meet the profile, 2 could not run.');

const withToken = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .requiredOption('--module <path>', 'the maker’s PKCS#11 library / biblioteca PKCS#11 del fabricante')
    .option('--parameters <text>', 'initialisation string, for modules that want one')
    .requiredOption('--label <label>', 'label of the token / nombre del dispositivo')
    .option('--serial <number>', 'its serial number, if several have the label / número de serie')
    .option(
      '--pin-fd <n>',
      'read the PIN, a line, from this file descriptor; 0: the standard input',
      descriptor,
    )
    .addOption(new Option('--lang <language>', 'language / idioma').choices(['es', 'en']).default('es'));

withToken('check', 'examine a device against the profile / revisar un dispositivo contra el perfil')
  .option('--json', 'report for machines on the standard output')
  .action((options: Common & { json?: true }) =>
    guarded(options, async () => {
      const library = Library.open(options);
      try {
        const slot = library.find(options);
        const session = new Session(library, slot, await pin(options));
        try {
          const report = await examine(session, readProfile());
          process.stdout.write(
            options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report, options.lang),
          );
          if (!report.meets) process.exitCode = exitCode.unmet;
        } finally {
          session.end();
        }
      } finally {
        library.close();
      }
    }),
  );

withToken('init', 'make a trustee’s keys in a token / crear las llaves de una custodia')
  .requiredOption('--key <name>', 'name of the new keys / nombre de las llaves')
  .option('--new-token', 'first initialise a blank token with this label / inicializar un dispositivo vacío')
  .option('--so-pin-fd <n>', 'read the security officer’s PIN from this descriptor', descriptor)
  .action((options: Common & { key: string; newToken?: true; soPinFd?: number }) =>
    guarded(options, async () => {
      const soPin = options.newToken && (await readPin('PIN de administración / SO PIN', options.soPinFd));
      const userPin = await readPin(`PIN: ${options.label}`, options.pinFd, {
        isNew: options.newToken === true,
      });
      if (soPin !== undefined && options.newToken) initialise(options, options.label, soPin, userPin);
      await withOpen(options, userPin, async (token) => {
        await token.makeSealingKey(`${options.key}-seal`);
        const { publicKey } = await token.makeIdentityKey(options.key);
        process.stdout.write(`${Buffer.from(publicKey).toString('hex')}  ${options.key}\n`);
      });
    }),
  );

withToken('list', 'the keys in a token / las llaves del dispositivo').action((options: Common) =>
  guarded(options, async () =>
    withOpen(options, await pin(options), async (token) => {
      for (const { name, use, publicKey } of await token.keys())
        process.stdout.write(
          `${use}  ${name}${publicKey ? `  ${Buffer.from(publicKey).toString('hex')}` : ''}\n`,
        );
    }),
  ),
);

withToken('destroy', 'remove keys for good / borrar llaves para siempre')
  .requiredOption('--key <name>', 'name of the keys / nombre de las llaves')
  .option('--yes', 'do not ask / no preguntar')
  .action((options: Common & { key: string; yes?: true }) =>
    guarded(options, async () =>
      withOpen(options, await pin(options), async (token) => {
        const names = [options.key, `${options.key}-seal`];
        const there = (await token.keys()).map(({ name }) => name).filter((name) => names.includes(name));
        if (there.length === 0) throw new TokenError('key-missing', `"${options.key}"`);
        const question = {
          es: `¿Borrar ${there.join(', ')} para siempre? Lo que sellaron no podrá abrirse nunca más.`,
          en: `Remove ${there.join(', ')} for good? What they sealed can never be opened again.`,
        };
        if (!options.yes && !(await confirmed(question[options.lang]))) return;
        for (const name of there) await token.destroy(name);
      }),
    ),
  );

withToken('backup', 'seal a secret for a second token, too / sellar un secreto también para otro dispositivo')
  .requiredOption('--key <name>', 'sealing key in the first token / llave de sellado')
  .requiredOption('--to-label <label>', 'label of the second token / nombre del segundo dispositivo')
  .requiredOption('--to-key <name>', 'sealing key in the second token')
  .option('--to-pin-fd <n>', 'read the second token’s PIN from this descriptor', descriptor)
  .requiredOption('--sealed <file>', 'what the first token sealed')
  .requiredOption('--context <file>', 'what it is bound to; public')
  .requiredOption('--out <file>', 'a new file for what the second token seals')
  .action((options: Common & BackupOptions) =>
    guarded(options, async () => {
      const first = await pin(options);
      const second = await readPin(`PIN: ${options.toLabel}`, options.toPinFd);
      const [sealed, context] = [readFileSync(options.sealed), readFileSync(options.context)];
      await withOpen(options, first, async (from) =>
        withOpen({ ...options, label: options.toLabel, serial: undefined }, second, async (to) => {
          const target = await to.sealingKey(options.toKey);
          const secret = await (await from.sealingKey(options.key)).open(sealed, context);
          try {
            const copy = await target.seal(secret, context);
            (await target.open(copy, context)).fill(0); // fails before anything is written if the copy does not open
            writeNew(options.out, copy);
          } finally {
            secret.fill(0);
          }
        }),
      );
    }),
  );

interface BackupOptions {
  readonly key: string;
  readonly toLabel: string;
  readonly toKey: string;
  readonly toPinFd?: number;
  readonly sealed: string;
  readonly context: string;
  readonly out: string;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) process.exitCode = exitCode.failed; // commander has printed what is wrong
}

function pin({ label, pinFd }: Common): Promise<string> {
  return readPin(`PIN: ${label}`, pinFd);
}

async function withOpen(
  options: Pick<Common, 'module' | 'parameters' | 'label'> & { readonly serial?: string | undefined },
  userPin: string,
  work: (token: Pkcs11Token) => Promise<void>,
): Promise<void> {
  const token = Pkcs11Token.open(options, options, userPin);
  try {
    await work(token);
  } finally {
    await token.close();
  }
}

async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new TokenError('no-terminal', '--yes');
  const answer = await confirm({ message: question, initialValue: false });
  return !isCancel(answer) && answer;
}

/** Runs a command and prints errors in the user's language, never a stack trace. */
async function guarded({ lang }: Common, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${toTokenError(error).says[lang]}\n`);
    process.exitCode = exitCode.failed;
  }
}
