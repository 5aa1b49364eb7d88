/** Commands for accounts of staff: `staff list`, `add`, `disable`, `enable`, `reset` and `role`. @module */

import { Argument, Option, type Command } from 'commander';
import { askPassword } from '../../shared/ask-password.ts';
import { ROLES } from '../../api/staff.ts';
import type { Role } from '../staff/accounts.ts';
import {
  addMember,
  listAccounts,
  resetMember,
  setDisabled,
  setRole,
  type AccountOrder,
} from '../staff/manage.ts';
import type { Terminal } from './terminal.ts';

interface Even {
  readonly evenLast: boolean;
}

export function addStaffCommands(program: Command, terminal: Terminal): void {
  const staff = program.command('staff').description(terminal.text('personal', 'staff'));
  const order = (name: string, even?: Even): AccountOrder => ({ name, by: terminal.operator, ...even });
  const showOnce = (uri: string): void =>
    terminal.print(
      `Muéstrelo una sola vez en su aplicación de códigos:\n${uri}`,
      `Show this once to the authenticator app:\n${uri}`,
    );
  const done = (): void => terminal.print('Hecho.', 'Done.');
  const evenLast = (): Option =>
    new Option(
      '--even-last',
      terminal.text('aunque no quede otra cuenta de supervisión', 'also if no other supervisor is left'),
    ).default(false);

  staff
    .command('list')
    .description(terminal.text('muestra las cuentas', 'show the accounts'))
    .action(() =>
      terminal.withServices(async ({ pool }) => {
        for (const { name, role, disabled } of await listAccounts(pool)) {
          const off = disabled ? `\t${terminal.text('inhabilitada', 'disabled')}` : '';
          process.stdout.write(`${name}\t${role}${off}\n`);
        }
      }),
    );
  staff
    .command('add <name>')
    .description(
      terminal.text('da de alta una cuenta; pide su contraseña', 'add an account; asks for the password'),
    )
    .addOption(
      new Option('--role <role>', terminal.text('función', 'role')).choices([...ROLES]).makeOptionMandatory(),
    )
    .action((name: string, { role }: { role: Role }) =>
      terminal.withServices(async (services) =>
        showOnce(await addMember(services, order(name), role, await askPassword(terminal.language))),
      ),
    );
  staff
    .command('disable <name>')
    .description(
      terminal.text('inhabilita una cuenta; sus sesiones terminan', 'disable an account; its sessions end'),
    )
    .addOption(evenLast())
    .action((name: string, even: Even) =>
      terminal.withServices(async (services) => {
        await setDisabled(services, order(name, even), true);
        done();
      }),
    );
  staff
    .command('enable <name>')
    .description(terminal.text('habilita otra vez una cuenta', 'enable an account again'))
    .action((name: string) =>
      terminal.withServices(async (services) => {
        await setDisabled(services, order(name), false);
        done();
      }),
    );
  staff
    .command('reset <name>')
    .description(
      terminal.text(
        'da a una cuenta otra contraseña y otra aplicación de códigos; sus sesiones terminan',
        'give an account another password and authenticator app; its sessions end',
      ),
    )
    .action((name: string) =>
      terminal.withServices(async (services) =>
        showOnce(await resetMember(services, order(name), await askPassword(terminal.language))),
      ),
    );
  staff
    .command('role <name>')
    .description(terminal.text('cambia la función de una cuenta', 'change the role of an account'))
    .addArgument(new Argument('<role>', terminal.text('función', 'role')).choices([...ROLES]))
    .addOption(evenLast())
    .action((name: string, role: Role, even: Even) =>
      terminal.withServices(async (services) => {
        await setRole(services, order(name, even), role);
        done();
      }),
    );
}
