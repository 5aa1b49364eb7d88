/**
 * `node --import tsx server/desk/cli.ts --help`: commands that prepare a site's desk, for its kit and the accounts of
 * its staff.
 * @module
 */

import { mkdir } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { readConfig } from '../shared/config.ts';
import { exitCodeOf, exitCodes, sentenceOf } from '../shared/exit-codes.ts';
import { readManifest } from '../shared/files.ts';
import { readSecret } from '../shared/keys.ts';
import { askPassword } from '../shared/ask-password.ts';
import { configSchema, type DeskConfig } from './config.ts';
import { staffFile } from './process.ts';
import { ROLES } from '../api/desk.ts';
import { Staff, type Role } from './staff.ts';

const program = new Command('desk')
  .exitOverride()
  .description('El módulo de un consulado. / The desk of a site.')
  .requiredOption('--config <file>', 'configuración del proceso / the process’s configuration')
  .addOption(new Option('--lang <language>', 'idioma / language').choices(['es', 'en']).default('es'))
  .addHelpText(
    'after',
    '\nCódigos de salida / exit codes: 0 hecho / done; 2 no se pudo ejecutar / could not run; 78 hay que corregir la configuración / configuration has to be mended.',
  );

const config = (): Promise<DeskConfig> => readConfig(configSchema, program.opts<{ config: string }>().config);

program
  .command('key')
  .description('muestra la llave para la que el registro sella el paquete / show the key for the kit')
  .action(async () => {
    const { keys, manifest } = await config();
    const { id } = await readManifest(manifest);
    const opener = await envelopeOpener(await readSecret(keys.kit, 32), 'desk-kit', id);
    process.stdout.write(`${toHex(opener.publicKey)}\n`);
  });

program
  .command('staff <name>')
  .description('da de alta a una persona, o cambia su PIN / add a member, or change the PIN')
  .addOption(new Option('--role <role>', 'función / role').choices([...ROLES]).makeOptionMandatory())
  .action(async (name: string, { role }: { role: Role }) => {
    const own = await config();
    const staff = new Staff(staffFile(own), () => Math.floor(Date.now() / 1000));
    const { lang } = program.opts<{ lang: 'es' | 'en' }>();
    await mkdir(own.state, { recursive: true, mode: 0o700 });
    await staff.add(name, role, await askPassword(lang, 'pin'));
    process.stdout.write(lang === 'es' ? `${name} puede entrar.\n` : `${name} can log in.\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`${sentenceOf(error, program.opts<{ lang: 'es' | 'en' }>().lang)}\n`);
    process.exitCode = exitCodeOf(error) === exitCodes.configuration ? exitCodes.configuration : 2;
  }
}
