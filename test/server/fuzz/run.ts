/** Loop of the fuzzer: sends requests, counts answers, and reports violations. @module */

import { closed, open, parseAnswers } from '../security/raw.ts';
import { Chance } from './random.ts';
import { aim, templatesOf, type Shot } from './requests.ts';
import type { Targets } from './targets.ts';

/** Time limit for an answer, or for the end of the connection. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Codes that may be answered with 503 (docs/api.md). */
const DOCUMENTED = new Set(['unavailable', 'busy', 'not-yet', 'voting-unreachable']);
/** Maximum resident memory of a process. */
const MAX_MEMORY_MIB = 1_024;

export interface Report {
  readonly sent: number;
  readonly statuses: ReadonlyMap<string, number>;
  /** Violations found. */
  readonly faults: readonly string[];
  /** Resident memory of each process in MiB, measured over time. */
  readonly memory: ReadonlyMap<string, readonly number[]>;
  /** Time of the slowest answer in milliseconds. */
  readonly slowest: number;
}

export interface FuzzOptions {
  readonly seed: number;
  /** Returns whether to continue. Called before each request with the number of requests sent. */
  readonly goOn: (sent: number) => boolean;
  /** Number of concurrent requests. */
  readonly abreast?: number;
  readonly progress?: (sent: number) => void;
}

export async function fuzz(
  targets: Targets,
  { seed, goOn, abreast = 16, progress }: FuzzOptions,
): Promise<Report> {
  const chance = new Chance(seed);
  const templates = await templatesOf(targets);
  const statuses = new Map<string, number>();
  const faults: string[] = [];
  const memory = new Map(targets.all.map(({ name }) => [name, [] as number[]]));
  let [sent, slowest] = [0, 0];

  const shoot = async (): Promise<void> => {
    while (faults.length < 20 && targets.all.every(({ isAlive }) => isAlive) && goOn(sent)) {
      const shot = aim(templates, chance);
      sent += 1;
      const start = performance.now();
      const { keys, fault } = await send(shot, targets[shot.to].url);
      slowest = Math.max(slowest, performance.now() - start);
      for (const key of keys) statuses.set(key, (statuses.get(key) ?? 0) + 1);
      if (fault !== undefined)
        faults.push(
          `${fault}: ${JSON.stringify(Buffer.from(shot.bytes).toString('latin1').slice(0, 500))} ${targets[shot.to].failure}`,
        );
    }
  };
  const watch = setInterval(() => {
    progress?.(sent);
    for (const target of targets.all)
      void target.memory().then((own) => own > 0 && memory.get(target.name)!.push(own));
  }, 2_000);
  await Promise.all(Array.from({ length: abreast }, shoot));
  clearInterval(watch);
  for (const target of targets.all) {
    if (!target.isAlive) faults.push(`${target.name} ended: ${target.output.slice(-500)}`);
    memory.get(target.name)!.push(await target.memory());
  }
  for (const [name, sizes] of memory)
    if (isGrowing(sizes)) faults.push(`${name} grows: ${sizes.map(Math.round).join(' ')} MiB`);
  return { sent, statuses, faults, memory, slowest };
}

interface Outcome {
  readonly keys: readonly string[];
  readonly fault?: string;
}

async function send({ to, bytes, isFramed }: Shot, url: string): Promise<Outcome> {
  const socket = await open(url).catch(() => undefined);
  if (!socket) return { keys: [], fault: 'no connection' };
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  if (!isFramed) socket.end(); // otherwise the server may wait for the rest of the request
  try {
    await closed(socket, ANSWER_TIMEOUT_MS);
  } catch (error) {
    return { keys: [`${to} hangs`], fault: (error as Error).message };
  }
  const answers = parseAnswers(Buffer.concat(chunks).toString('latin1'));
  if (answers.length === 0)
    return isFramed ? { keys: [`${to} nothing`], fault: 'no answer' } : { keys: [`${to} nothing`] };
  const keys = answers.map(({ status, body }) => `${to} ${status}${status < 500 ? '' : ` ${codeOf(body)}`}`);
  const bad = answers.find(
    ({ status, body }) => status >= 500 && !(status === 503 && DOCUMENTED.has(codeOf(body))),
  );
  return bad ? { keys, fault: `${bad.status} ${bad.body.slice(0, 200)}` } : { keys };
}

function codeOf(body: string): string {
  try {
    return (JSON.parse(body) as { error: string }).error;
  } catch {
    return '';
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/**
 * Returns whether the memory of a process exceeds the limit or, in a long run, its median in the last quarter is more
 * than one and a half times that in the second quarter.
 */
function isGrowing(sizes: readonly number[]): boolean {
  const quarter = sizes.length >> 2;
  const late = median(sizes.slice(-quarter));
  return (
    Math.max(...sizes) > MAX_MEMORY_MIB ||
    (quarter > 20 && late > 1.5 * median(sizes.slice(quarter, 2 * quarter)))
  );
}
