/** Spanish titles and argument errors for commander. @module */

import type { Command } from 'commander';

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Uso:',
  'Arguments:': 'Argumentos:',
  'Options:': 'Opciones:',
  'Global Options:': 'Opciones generales:',
  'Commands:': 'Órdenes:',
};

const complaints: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'/, "error: falta el argumento '$1'"],
  [/^error: required option '(.+)' not specified/, "error: falta la opción '$1'"],
  [/^error: option '(.+)' argument missing/, "error: la opción '$1' necesita un valor"],
  [/^error: unknown command '(.+)'/, "error: no existe la orden '$1'"],
  [/^error: unknown option '(.+)'/, "error: no existe la opción '$1'"],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\./,
    "error: el argumento '$2' no admite '$1', sino: $3.",
  ],
  [/^error: too many arguments.*/, 'error: sobran argumentos'],
  [
    /^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\./,
    "error: la opción '$1' no admite '$2', sino: $3.",
  ],
];

const places = (text: string): string =>
  text.replace('[options]', '[opciones]').replace('[command]', '[orden]');

/** Sets the Spanish texts. Call it before subcommands are added, which inherit the settings. */
export function inSpanish(program: Command): void {
  program
    .helpOption('-h, --help', 'muestra esta ayuda')
    .helpCommand('help [orden]', 'muestra la ayuda de una orden')
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: places,
      styleSubcommandTerm: places,
      styleOptionDescription: (text) =>
        text.replace('choices:', 'valores:').replace('default:', 'si no se da:'),
    })
    .configureOutput({
      outputError: (said, write) =>
        write(complaints.reduce((text, [form, spanish]) => text.replace(form, spanish), said)),
    });
}
