/** Commands for messages to voters: `release`, `hold`, `outbox list` and `outbox retry`. @module */

import type { Command } from 'commander';
import { countHeld, holdMessages, releaseMessages } from '../outbox/release.ts';
import { countOutbox, retryMessages } from '../outbox/retry.ts';
import { confirm } from './confirm.ts';
import type { Terminal } from './terminal.ts';

const states = {
  held: { es: 'espera', en: 'waits' },
  queued: { es: 'en camino', en: 'on its way' },
  dead: { es: 'falló', en: 'failed' },
} as const;

export function addMessageCommands(program: Command, terminal: Terminal): void {
  addRelease(program, terminal);
  program
    .command('hold')
    .description(
      terminal.text(
        'detiene los mensajes de la emisión que aún no salen',
        'stop the messages of the issue that are not sent yet',
      ),
    )
    .action(() =>
      terminal.withServices(async (services) => {
        const messages = await holdMessages(services, terminal.operator);
        terminal.print(
          `Mensajes que esperan otra vez: ${messages}.`,
          `Messages that wait again: ${messages}.`,
        );
      }),
    );
  addOutbox(program, terminal);
}

function addRelease(program: Command, terminal: Terminal): void {
  program
    .command('release')
    .description(
      terminal.text(
        'deja salir los mensajes de la emisión, tras mostrar cuántos son',
        'let the messages of the issue go, after showing how many they are',
      ),
    )
    .option('--yes', terminal.text('sin preguntar', 'without asking'), false)
    .action(({ yes }: { yes: boolean }) =>
      terminal.withServices(async (services) => {
        const held = await countHeld(services.pool);
        for (const { kind, messages } of held)
          terminal.print(`${messages} × ${kind}`, `${messages} × ${kind}`);
        if (held.length === 0)
          return terminal.print('No hay mensajes que esperen.', 'No messages are waiting.');
        if (!yes) await confirm(terminal.language);
        const messages = await releaseMessages(services, terminal.operator);
        terminal.print(
          `Mensajes que salen: ${messages}. Los envía el proceso del registro.`,
          `Messages that go: ${messages}. The registry process sends them.`,
        );
      }),
    );
}

function addOutbox(program: Command, terminal: Terminal): void {
  const outbox = program
    .command('outbox')
    .description(terminal.text('mensajes por enviar', 'messages that are to be sent'));
  outbox
    .command('list')
    .description(
      terminal.text(
        'cuántos hay, de qué y por qué no salen; sin nombres',
        'how many, of which kind, and why they do not go; no names',
      ),
    )
    .action(() =>
      terminal.withServices(async ({ pool }) => {
        const counts = await countOutbox(pool);
        for (const { channel, kind, state, failure, messages } of counts) {
          const columns = [messages, channel, kind, states[state][terminal.language], failure];
          process.stdout.write(`${columns.filter((column) => column !== null).join('\t')}\n`);
        }
        if (counts.length === 0)
          terminal.print('No hay mensajes por enviar.', 'There are no messages to send.');
      }),
    );
  outbox
    .command('retry')
    .description(terminal.text('vuelve a intentar los que fallaron', 'try those that failed again'))
    .action(() =>
      terminal.withServices(async (services) => {
        const messages = await retryMessages(services, terminal.operator);
        terminal.print(
          `Mensajes que se intentan de nuevo: ${messages}.`,
          `Messages that are tried again: ${messages}.`,
        );
      }),
    );
}
