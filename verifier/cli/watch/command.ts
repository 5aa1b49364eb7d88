/** Command `watch`. @module */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openBoard, countArgument, hashArgument, threadsArgument } from '../arguments.ts';
import { explain } from '../explain.ts';
import { FolderStore } from '../mirror/folder-store.ts';
import { startThreads } from '../threads.ts';
import { exitCodes } from '../../report/json.ts';
import { Mirror } from '../../observe/mirror/mirror.ts';
import type { Report } from '../../verification/report.ts';
import { Verification } from '../../verification/verify.ts';
import { Watch } from '../../observe/watch/watch.ts';
import { numberText, verdictLines } from '../../report/format.ts';
import { type Language, words as general } from '../../report/words.ts';
import { WatchReporter } from './reporter.ts';
import { Webhook } from './webhook.ts';
import { usage, words } from './words.ts';

interface Options {
  readonly mirror: string;
  readonly every: number;
  readonly once?: true;
  readonly webhook?: URL;
  readonly log?: string;
  readonly evidence?: string;
  readonly stall: number;
  readonly recheck: number;
  readonly manifestHash?: Uint8Array;
  readonly threads: number;
  readonly lang: Language;
}

/** Time for pending alarms to reach the webhook when the watch ends. */
const WEBHOOK_CLOSE_TIMEOUT_MS = 30_000;

export function watchCommand(): Command {
  return new Command('watch')
    .description(
      'Watch a board: copy and verify what is new, and raise an alarm where it misbehaves. / Vigila una pizarra: copia y verifica lo nuevo, y da la alarma si algo está mal.',
    )
    .argument('<board>', 'directory or http(s) address of the board / directorio o dirección de la pizarra')
    .requiredOption('--mirror <dir>', 'where the copy of the board is, or will be')
    .option('--every <seconds>', 'between two polls', countArgument, 60)
    .option('--once', 'one poll, and end')
    .option('--webhook <url>', 'an https address that gets each alarm as JSON', webhookArgument)
    .option('--log <file>', 'a file to which each event is added, as a line of JSON')
    .option('--evidence <dir>', 'where evidence is kept; <mirror>-evidence unless told')
    .option(
      '--stall <minutes>',
      'without a new clock mark while voting, or an answer: an alarm',
      countArgument,
      15,
    )
    .option('--recheck <files>', 'old files that are read again at each poll', countArgument, 100)
    .option('--manifest-hash <hex>', 'the manifest that you expect', hashArgument)
    .option(
      '--threads <n>',
      'threads that judge ballots; 0: none but this one',
      threadsArgument,
      availableParallelism(),
    )
    .addOption(new Option('--lang <language>', 'language of messages').choices(['es', 'en']).default('es'))
    .addHelpText(
      'after',
      '\nEnds with --once, SIGINT or SIGTERM. Exit codes: 0 no alarm; 1 at least one grave alarm; 3 alarms, but none grave (incidents, a log that stands still); 2 could not run, or never could read the board.',
    )
    .exitOverride()
    .action(run);
}

async function run(place: string, options: Options): Promise<void> {
  const { lang } = options;
  const end = new AbortController();
  const stop = (): void => end.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    process.exitCode = await watch(place, options, end.signal);
  } catch (error) {
    process.stderr.write(`${general[lang].couldNotRun}: ${explain(error, place, lang)}\n`);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function watch(place: string, options: Options, end: AbortSignal): Promise<number> {
  const { mirror: directory, evidence = `${directory}-evidence`, log, lang, once, every } = options;
  const { manifestHash, stall, recheck } = options;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const failed = (why: string): void => print(words[lang].webhookFailed(why));
  const webhook = options.webhook && new Webhook(options.webhook, failed);
  const judging = startThreads('wasm', options.threads);
  const { board, close } = openBoard(place);
  try {
    await mkdir(directory, { recursive: true });
    const mirror = new Mirror(new FolderStore(directory), { manifestHash });
    await mirror.open();
    const verify = makeVerify(mirror, {
      ...judging.options,
      ...(manifestHash && { manifestHash }),
    });
    const now = (): number => performance.now();
    const watcher = new Watch({
      source: board,
      mirror,
      verify,
      now,
      stallMs: stall * 60_000,
      recheckCount: recheck,
    });
    const reporter = new WatchReporter({ mirror, place, evidence, log, webhook, lang, print });
    if (!once) print(words[lang].watching(place, every));
    await pollUntilEnd(watcher, reporter, { every: once ? undefined : every * 1000, lang, end });
    await webhook?.close(WEBHOOK_CLOSE_TIMEOUT_MS);
    if (!once)
      await reporter.reportEvent('end', words[lang].ended(reporter.alarms), { alarms: reporter.alarms });
    if (reporter.grave) return exitCodes['not verified'];
    if (reporter.alarms > 0) return exitCodes['rules broken'];
    return watcher.hasBoard ? exitCodes.verified : 2;
  } finally {
    close();
    await judging.close();
  }
}

/** Polls at the interval `every`, in milliseconds, until `end` is aborted. Polls once if `every` is undefined. */
async function pollUntilEnd(
  watcher: Watch,
  reporter: WatchReporter,
  { every, lang, end }: { every: number | undefined; lang: Language; end: AbortSignal },
): Promise<void> {
  let silent = false;
  for (;;) {
    const { alarms, newEntries, unreachable } = await watcher.poll();
    if (unreachable && !silent)
      await reporter.reportEvent('unreachable', words[lang].unreachable(unreachable[lang]), {
        says: unreachable,
      });
    if (!unreachable && silent) await reporter.reportEvent('reached', words[lang].answersAgain);
    silent = unreachable !== undefined;
    const { report } = watcher;
    if (newEntries > 0 && report)
      await reporter.reportEvent('grown', grownText(report, lang), summary(report));
    for (const alarm of alarms) await reporter.reportAlarm(alarm);
    if (every === undefined) return;
    await pause(every, undefined, { signal: end }).catch(() => undefined);
    if (end.aborted) return;
  }
}

function grownText(report: Report, lang: Language): string {
  return words[lang].grown(numberText(report.size ?? 0, lang), verdictLines(report, lang).join(' '));
}

function summary({ size, verdict, outcome }: Report): object {
  return { size, verdict, stage: outcome?.stage, mark: outcome?.mark, ballots: outcome?.ballots };
}

/** Returns a function that judges the new entries of the mirror, or, with `again`, all entries. */
function makeVerify(
  mirror: Mirror,
  options: Parameters<typeof Verification.start>[1],
): (again: boolean) => Promise<Report> {
  let verification: Verification | undefined;
  return async (again) => {
    if (verification && !again) await verification.extend(mirror.kept!.checkpoint);
    else verification = await Verification.start(mirror.store, { ...options, soFar: true });
    return verification.report;
  };
}

function webhookArgument(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const plain = url && !url.username && !url.password && !url.hash;
  if (!plain || (url.protocol !== 'https:' && !isHere)) throw new InvalidArgumentError(usage.badWebhook);
  return url;
}
