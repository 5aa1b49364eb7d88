/** Options that several commands share. @module */

import { Command, InvalidArgumentError, Option } from 'commander';
import { readPin } from '#hsm/cli/pin.ts';
import { byMedium, online, type Exchange } from '../exchange/exchange.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { catalogue, type Language } from '../shared/words.ts';

export interface Common {
  readonly lang: Language;
}

export interface WithPin extends Common {
  readonly pinFd?: number;
}

export interface WithExchange {
  readonly server?: string;
  readonly medium?: string;
}

const descriptor = (text: string): number => {
  if (!/^\d{1,4}$/.test(text))
    throw new InvalidArgumentError('número de un descriptor / number of an open file descriptor');
  return Number(text);
};

export const withLanguage = (command: Command): Command =>
  command.addOption(new Option('--lang <language>', 'language / idioma').choices(['es', 'en']).default('es'));

export const withPin = (command: Command): Command =>
  command.option(
    '--pin-fd <n>',
    'read the PIN, a line, from this file descriptor; 0: the standard input',
    descriptor,
  );

export const withExchange = (command: Command): Command =>
  command
    .option('--server <url>', 'address of the board’s server / dirección del servidor de la pizarra')
    .option(
      '--medium <folder>',
      'a medium that is carried, on a machine without network / medio que se transporta',
    );

/** Returns the exchange over the network or by a medium; throws `usage` unless exactly one of them is given. */
export function exchangeOf({ server, medium }: WithExchange): Exchange {
  if ((server === undefined) === (medium === undefined))
    throw new TrusteeProblem('usage', '--server <url> | --medium <folder>');
  return server === undefined ? byMedium(medium!) : online(addressOf(server));
}

/** Returns the address without a slash at the end; throws `usage` if it is not one. */
export function addressOf(server: string): string {
  if (!/^https?:\/\/[^?#]+$/.test(server)) throw new TrusteeProblem('usage', `--server ${server}`);
  return server.replace(/\/+$/, '');
}

/** Returns a function that reads the PIN when it is first needed, and only once. */
export function pinOf({ lang, pinFd }: WithPin): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => (asked ??= readPin(catalogue[lang].pin, pinFd));
}
