/** `node --import tsx server/desk/cli.ts --help`: what a site does at a terminal before its day. @module */

import { readFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { readConfig } from '../config.ts';
import { readSecret } from '../keys.ts';
import { askPassword } from '../ask-password.ts';
import { configSchema, type DeskConfig } from './config.ts';
import { staffFile } from './process.ts';
import { roles, Staff, type Role } from './staff.ts';

const program = new Command('desk')
  .exitOverride()
  .description('El módulo de un consulado. / The desk of a site.')
  .requiredOption('--config <file>', 'configuración del proceso / the process’s configuration')
  .addOption(new Option('--lang <language>', 'idioma / language').choices(['es', 'en']).default('es'))
  .addHelpText('after', '\nExit codes: 0 done, 2 could not run.');

const config = (): Promise<DeskConfig> => readConfig(configSchema, program.opts<{ config: string }>().config);

program
  .command('key')
  .description('muestra la llave para la que el registro sella el paquete / show the key for the kit')
  .action(async () => {
    const { keys, manifest } = await config();
    const { id } = parseManifest(Uint8Array.from(await readFile(manifest)));
    const opener = await envelopeOpener(await readSecret(keys.kit, 32), 'desk-kit', id);
    process.stdout.write(`${toHex(opener.publicKey)}\n`);
  });

program
  .command('staff <name>')
  .description('da de alta a una persona, o cambia su PIN / add a member, or change the PIN')
  .addOption(new Option('--role <role>', 'función / role').choices([...roles]).makeOptionMandatory())
  .action(async (name: string, { role }: { role: Role }) => {
    const staff = new Staff(staffFile(await config()), () => Math.floor(Date.now() / 1000));
    const { lang } = program.opts<{ lang: 'es' | 'en' }>();
    await staff.add(name, role, await askPassword(lang, 'pin'));
    process.stdout.write(lang === 'es' ? `${name} puede entrar.\n` : `${name} can log in.\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
