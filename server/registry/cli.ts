/**
 * `node --import tsx server/registry/cli.ts --help`: commands with which the election office manages the registry.
 * @module
 */

import { Command, CommanderError, Option } from 'commander';
import { exitCodeOf, exitCodes, sentenceOf } from '../shared/exit-codes.ts';
import { Problem } from '../shared/http/problem.ts';
import { addMessageCommands } from './cli/message-commands.ts';
import { operatorName } from './cli/operator.ts';
import { addRollCommands } from './cli/roll-commands.ts';
import { inSpanish } from './cli/spanish.ts';
import { addStaffCommands } from './cli/staff-commands.ts';
import { languageOf, Terminal } from './cli/terminal.ts';

/** Exit code if the command was invalid or could not be completed. */
const COULD_NOT_RUN = 2;

const program = new Command('registry').exitOverride();
const terminal = new Terminal(program, languageOf(process.argv.slice(2)));
if (terminal.language === 'es') inSpanish(program);
program
  .description(terminal.text('Registro de votantes.', 'The voter registry.'))
  .requiredOption(
    '--config <file>',
    terminal.text('configuración del proceso', 'configuration of the process'),
  )
  .option(
    '--by <name>',
    terminal.text('quién lo hace, para la bitácora', 'who does it, for the journal'),
    operatorName(),
  )
  .addOption(
    new Option('--lang <language>', terminal.text('idioma', 'language')).choices(['es', 'en']).default('es'),
  )
  .addHelpText(
    'after',
    terminal.text(
      '\nCódigos de salida: 0 hecho; 1 el archivo o el momento no es el debido; 2 no se pudo ejecutar; 78 hay que corregir configuración, llaves o base de datos.',
      '\nExit codes: 0 done; 1 the file or the moment is not right; 2 could not run; 78 configuration, keys or database have to be mended.',
    ),
  );
addRollCommands(program, terminal);
addMessageCommands(program, terminal);
addStaffCommands(program, terminal);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Prints the error and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : COULD_NOT_RUN;
  if (error instanceof Problem) {
    const detail = error.detail === undefined ? '' : ` (${error.detail})`;
    process.stderr.write(`${(terminal.language === 'es' && error.kind.es) || error.kind.title}${detail}\n`);
    return exitCodes.failed;
  }
  process.stderr.write(`${sentenceOf(error, terminal.language)}\n`);
  const code = exitCodeOf(error);
  return code === exitCodes.configuration ? code : COULD_NOT_RUN;
}
