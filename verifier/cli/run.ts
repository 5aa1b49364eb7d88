/** One run of the command line, up to its exit code (spec §10.1). @module */
import { CommanderError } from 'commander';
import { openBoard } from './arguments.ts';
import { explain } from './explain.ts';
import { command, type Options, readReceipts, readSince } from './options.ts';
import { printReport, printVerdict } from './print.ts';
import { makeProgress } from './progress.ts';
import { startThreads } from './threads.ts';
import { exitCodes, printJson, printJsonError } from '../report/json.ts';
import type { Report } from '../verification/report.ts';
import { verify } from '../verification/verify.ts';
import { words } from '../report/words.ts';

/**
 * Runs the command. Sets the exit code if there is a verdict or help was requested, and otherwise leaves it
 * unchanged.
 */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    await command(run).parseAsync(args);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message. Help is not a failure.
    if (error.exitCode === 0) process.exitCode = 0;
  }
}

async function run(place: string, options: Options): Promise<void> {
  const { lang, json, quiet } = options;
  const progress = makeProgress(words[lang].progress, json !== true && quiet !== true);
  const judging = startThreads(options.arithmetic, options.threads);
  let close = (): void => undefined;
  try {
    const { board, close: closeBoard } = openBoard(place);
    close = closeBoard;
    const since = await readSince(options);
    const report = await verify(board, {
      ...(options.manifestHash && { manifestHash: options.manifestHash }),
      ...(since && { since }),
      receipts: await readReceipts(options),
      soFar: options.soFar === true,
      ...judging.options,
      progress: (done, size) => progress.update(done, size),
    });
    progress.stop();
    process.stdout.write(printed(report, options));
    process.exitCode = exitCodes[report.verdict];
  } catch (error) {
    progress.stop();
    fail(explain(error, place, lang), options);
  } finally {
    close();
    await judging.close();
  }
}

function printed(report: Report, { json, quiet, lang }: Options): string {
  if (json) return printJson(report);
  return quiet ? `${printVerdict(report, lang)}\n` : printReport(report, lang);
}

function fail(message: string, { json, lang }: Options): void {
  if (json) process.stdout.write(printJsonError(message));
  process.stderr.write(`${words[lang].couldNotRun}: ${message}\n`);
}
