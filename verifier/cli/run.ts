/** One run of the command line, to its exit code (spec §10.1). @module */
import { createHash } from 'node:crypto';
import { CommanderError } from 'commander';
import { command, type Options, readReceipts, readSince } from './options.ts';
import { printReport, printVerdict } from './print.ts';
import { makeProgress } from './progress.ts';
import { nodePool } from './node-thread.ts';
import { makeArithmetic } from '../arithmetic/make.ts';
import type { BallotContext } from '../ballot/judge.ts';
import type { JudgePool } from '../ballot/judge-pool.ts';
import { exitCodes, printJson, printJsonError } from '../json.ts';
import { DirectoryReader } from '../read.ts';
import { Unreadable } from '../reader.ts';
import { batchBytes } from '../state/judging.ts';
import { NoBoard, type Report, verify, type VerifyOptions } from '../verify.ts';
import { WebReader } from '../web/web-reader.ts';
import { words } from '../words.ts';

/** Sets the exit code if there is a verdict, or help was asked for; else leaves it as it is. */
export async function runCommand(args: readonly string[]): Promise<void> {
  try {
    await command(run).parseAsync(args);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help is no failure.
    if (error.exitCode === 0) process.exitCode = 0;
  }
}

async function run(place: string, options: Options): Promise<void> {
  const { lang, json, quiet } = options;
  const progress = makeProgress(words[lang].progress, json !== true && quiet !== true);
  const judging = threads(options);
  let web: WebReader | undefined;
  try {
    const board = /^https?:/i.test(place) ? (web = new WebReader(place)) : new DirectoryReader(place);
    const since = await readSince(options);
    const report = await verify(board, {
      ...(options.manifestHash && { manifestHash: options.manifestHash }),
      ...(since && { since }),
      receipts: await readReceipts(options),
      soFar: options.soFar === true,
      hints: options.hints,
      ...judging.options,
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
      progress: (done, size) => progress.update(done, size),
    });
    progress.stop();
    process.stdout.write(printed(report, options));
    process.exitCode = exitCodes[report.verdict];
  } catch (error) {
    progress.stop();
    fail(error instanceof NoBoard ? words[lang].noBoard(place) : explain(error, options), options);
  } finally {
    web?.close();
    await judging.close();
  }
}

/** Who judges ballots: threads of their own, which start when there is something to judge. */
function threads({ arithmetic, threads: count }: Options): {
  readonly options: Pick<VerifyOptions, 'arithmetic' | 'judgesFor' | 'readAhead'>;
  readonly close: () => Promise<void>;
} {
  let pool: JudgePool | undefined;
  const judgesFor = (context: BallotContext): JudgePool => (pool = nodePool(count, context));
  return {
    options: {
      arithmetic: makeArithmetic(arithmetic),
      ...(count > 0 && { judgesFor, readAhead: (count + 2) * batchBytes }),
    },
    close: async () => pool?.close(),
  };
}

function printed(report: Report, { json, quiet, lang }: Options): string {
  if (json) return printJson(report);
  return quiet ? `${printVerdict(report, lang)}\n` : printReport(report, lang);
}

/** A board that cannot be read says why; files that cannot be read are the system's message; all else is a bug of ours, with its trace. */
function explain(error: unknown, { lang }: Options): string {
  if (error instanceof Unreadable) return error.says[lang];
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : `${words[lang].crash}: ${error.stack ?? error.message}`;
}

function fail(message: string, { json, lang }: Options): void {
  if (json) process.stdout.write(printJsonError(message));
  process.stderr.write(`${words[lang].couldNotRun}: ${message}\n`);
}
