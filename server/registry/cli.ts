/** `node --import tsx server/registry/cli.ts --help`: what the office does with the registry at a terminal. @module */

import { open } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { fromHex } from '#crypto/bytes.ts';
import { readConfig } from '../config.ts';
import { exitCodeOf, exitCodes, sentenceOf } from '../exit-codes.ts';
import { Problem } from '../http/problem.ts';
import { askPassword } from '../ask-password.ts';
import { confirm } from './cli/confirm.ts';
import { operatorName } from './cli/operator.ts';
import { Progress } from './cli/progress.ts';
import { configSchema } from './config.ts';
import { issueCredentials } from './issue/issue.ts';
import { postAdmissions } from './office/admissions.ts';
import { describeFault } from './roll/faults.ts';
import { importRoll } from './roll/import.ts';
import { makeKit } from './pool/kit.ts';
import { registryProblem } from './problems.ts';
import { countHeld, holdMessages, releaseMessages } from './outbox/release.ts';
import { countOutbox, retryMessages } from './outbox/retry.ts';
import { openServices, type Services } from './services.ts';
import { addMember, roles, type Role } from './staff/accounts.ts';

type Language = 'es' | 'en';

/** 0 done, 1 the file or the moment is not right, 2 could not run, 78 configuration, keys or database have to be mended. */
const exitCode = { refused: 1, failed: 2 } as const;

const program = new Command('registry')
  .exitOverride()
  .description('Registro de votantes. / The voter registry.')
  .requiredOption('--config <file>', 'configuración del proceso / the process’s configuration')
  .option('--by <name>', 'quién lo hace, para la bitácora / who does it, for the journal', operatorName())
  .addOption(new Option('--lang <language>', 'idioma / language').choices(['es', 'en']).default('es'))
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 refused, 2 could not run, 78 configuration, keys or database have to be mended.',
  );

const say = (es: string, en: string): void => {
  process.stdout.write(`${language() === 'es' ? es : en}\n`);
};
/** The operator, as the journal names them. */
const operator = (): string => program.opts<{ by: string }>().by;
const language = (): Language => program.opts<{ lang: Language }>().lang;

const outboxStates = {
  held: { es: 'espera', en: 'waits' },
  queued: { es: 'en camino', en: 'on its way' },
  dead: { es: 'falló', en: 'failed' },
} as const;

async function withServices(work: (services: Services) => Promise<void>): Promise<void> {
  const services = await openServices(
    await readConfig(configSchema, program.opts<{ config: string }>().config),
  );
  try {
    await work(services);
  } finally {
    await services.pool.end();
  }
}

program
  .command('import <csv>')
  .description('toma la lista de un archivo, toda o nada / take the roll from a file, all or nothing')
  .action((csv: string) =>
    withServices(async (services) => {
      const progress = new Progress();
      const order = { file: csv, by: operator() };
      const { people, faults } = await importRoll(services, order, {
        fault: (fault) => process.stderr.write(`${describeFault(fault, language())}\n`),
        progress: (rows) => progress.show(String(rows)),
      });
      progress.end();
      if (faults > 0) {
        say(
          `No se tomó a nadie: hay ${faults} errores. Corrija el archivo y repita.`,
          `Nobody was taken: there are ${faults} faults. Correct the file and repeat.`,
        );
        process.exitCode = exitCode.refused;
        return;
      }
      say(`Se tomaron ${people} personas.`, `${people} people were taken.`);
    }),
  );

program
  .command('issue')
  .description(
    'emite las credenciales que falten; se puede repetir / issue the credentials that are missing; may be repeated',
  )
  .action(() =>
    withServices(async (services) => {
      const progress = new Progress();
      const { people, lists } = await issueCredentials(services, (step, done, total) =>
        progress.show(`${step === 'credentials' ? '1/2' : '2/2'}  ${done} / ${total}`),
      );
      progress.end();
      say(
        `Se emitieron ${people} credenciales y se publicaron ${lists} listas. Los mensajes esperan la orden «release».`,
        `${people} credentials were issued and ${lists} lists published. The messages wait for the command "release".`,
      );
    }),
  );

program
  .command('release')
  .description(
    'deja salir los mensajes de la emisión, tras mostrar cuántos son / let the messages of the issue go, after showing how many',
  )
  .option('--yes', 'sin preguntar / without asking', false)
  .action(({ yes }: { yes: boolean }) =>
    withServices(async (services) => {
      const held = await countHeld(services.pool);
      for (const { kind, messages } of held) say(`${messages} × ${kind}`, `${messages} × ${kind}`);
      if (held.length === 0) return say('No hay mensajes que esperen.', 'No messages are waiting.');
      if (!yes) await confirm(language());
      const messages = await releaseMessages(services, operator());
      say(
        `Salen ${messages} mensajes: los envía el proceso del registro.`,
        `${messages} messages go: the registry process sends them.`,
      );
    }),
  );

program
  .command('hold')
  .description(
    'detiene los mensajes de la emisión que aún no salen / stop the messages of the issue that are not sent yet',
  )
  .action(() =>
    withServices(async (services) => {
      const messages = await holdMessages(services, operator());
      say(`${messages} mensajes esperan otra vez.`, `${messages} messages wait again.`);
    }),
  );

const outbox = program.command('outbox').description('mensajes por enviar / messages that are to be sent');

outbox
  .command('list')
  .description(
    'cuántos hay, de qué y por qué no salen; sin nombres / how many, of which kind and why they do not go; no names',
  )
  .action(() =>
    withServices(async ({ pool }) => {
      const counts = await countOutbox(pool);
      for (const { channel, kind, state, failure, messages } of counts)
        process.stdout.write(
          `${[messages, channel, kind, outboxStates[state][language()], ...(failure === null ? [] : [failure])].join('\t')}\n`,
        );
      if (counts.length === 0) say('No hay mensajes por enviar.', 'There are no messages to send.');
    }),
  );

outbox
  .command('retry')
  .description('vuelve a intentar los que fallaron / try those that failed again')
  .action(() =>
    withServices(async (services) => {
      const messages = await retryMessages(services, operator());
      say(`Se intentan de nuevo ${messages} mensajes.`, `${messages} messages are tried again.`);
    }),
  );

program
  .command('kit <site>')
  .description(
    'hace lo que recibe el módulo: su lista y códigos nuevos; antes de la apertura / make what a site’s desk gets: its roll and new codes; before the opening',
  )
  .requiredOption('--desk-key <hex>', 'la que muestra el módulo / as the desk shows it')
  .requiredOption('--codes <number>', 'cuántos códigos / how many codes', Number)
  .requiredOption('--out <file>', 'archivo nuevo / a new file')
  .action((code: string, options: { deskKey: string; codes: number; out: string }) =>
    withServices(async (services) => {
      const progress = new Progress();
      const site = services.election.manifest.sites.findIndex((own) => own.code === code);
      const publicKey = fromHex(options.deskKey, 65);
      const { codes } = options;
      if (!Number.isInteger(codes) || codes < 1 || codes > 100_000) throw registryProblem('codes-number');
      const file = await open(options.out, 'wx', 0o600); // before there is a pool that it is to hold
      const kit = await makeKit(services, { site, publicKey, codes }, (step, done, total) =>
        progress.show(`${step === 'codes' ? '1/2' : '2/2'}  ${done} / ${total}`),
      );
      progress.end();
      await file.writeFile(kit);
      await file.sync();
      await file.close();
      say(`Entregue ${options.out} al módulo ${code}.`, `Give ${options.out} to the desk of ${code}.`);
    }),
  );

program
  .command('admissions')
  .description('publica cuántas personas se admitieron, tras el cierre / publish how many were admitted')
  .action(() =>
    withServices(async (services) => {
      const { index, admitted } = await postAdmissions(services);
      const { internet, inPerson = [] } = admitted;
      const total = [...internet, ...inPerson].reduce((sum, count) => sum + count, 0);
      say(
        `${total} personas admitidas: asiento ${index} de la pizarra.`,
        `${total} people admitted: entry ${index} of the board.`,
      );
    }),
  );

program
  .command('staff')
  .description('personal / staff')
  .command('add <name>')
  .description('da de alta a una persona; pide su contraseña / add a member; asks for the password')
  .addOption(new Option('--role <role>', 'función / role').choices([...roles]).makeOptionMandatory())
  .action((name: string, options: { role: Role }) =>
    withServices(async (services) => {
      const uri = await addMember(services, name, options.role, await askPassword(language()));
      say(
        `Muéstrelo una sola vez en su aplicación de códigos:\n${uri}`,
        `Show this once to the authenticator app:\n${uri}`,
      );
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : exitCode.failed;
  else {
    const says = error instanceof Problem ? error.kind[language()] : sentenceOf(error, language());
    const detail = error instanceof Problem && error.detail !== undefined ? ` (${error.detail})` : '';
    process.stderr.write(`${says}${detail}\n`);
    const isLasting = exitCodeOf(error) === exitCodes.configuration;
    process.exitCode =
      error instanceof Problem ? exitCode.refused : isLasting ? exitCodes.configuration : exitCode.failed;
  }
}
