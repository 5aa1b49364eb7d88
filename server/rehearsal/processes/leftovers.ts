/**
 * Processes that an earlier start left behind because it was killed. They end by themselves, and a new start waits for
 * that.
 * @module
 */

import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** Time in which a process without its parent ends by itself (with-parent.mjs), with a margin. */
const END_TIMEOUT_MS = 25_000;
const POLL_MS = 100;

export interface Leftover {
  readonly name: string;
  readonly pid: number;
}

/** Saves the ids of the running processes for the next start. */
export const noteRunning = (file: string, running: readonly Leftover[]): void =>
  running.length > 0
    ? writeFileSync(file, JSON.stringify(running), { mode: 0o600 })
    : rmSync(file, { force: true });

/**
 * Resolves once no process of an earlier start runs; calls `told` if some still do. Throws an error with their ids if
 * some do not end, because then a person has to end them.
 */
export async function endLeftovers(
  file: string,
  told: (leftovers: readonly Leftover[]) => void,
): Promise<void> {
  const noted = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Leftover[])
    .catch(() => []); // the file is absent, or was being written when everything was killed
  let left = await stillRunning(noted);
  if (left.length > 0) told(left);
  const until = Date.now() + END_TIMEOUT_MS;
  while (left.length > 0 && Date.now() < until) {
    await wait(POLL_MS);
    left = await stillRunning(left);
  }
  if (left.length > 0) {
    const names = left.map(({ name, pid }) => `${name} ${pid}`).join(', ');
    const pids = left.map(({ pid }) => pid).join(' ');
    throw new Error(
      `siguen procesos de un arranque anterior (${names}); termínelos: kill -9 ${pids}` +
        ` / processes of an earlier start are still running (${names}); end them: kill -9 ${pids}`,
    );
  }
  noteRunning(file, []);
}

async function stillRunning(leftovers: readonly Leftover[]): Promise<Leftover[]> {
  const alive = await Promise.all(leftovers.map(({ pid }) => isOurs(pid)));
  return leftovers.filter((_, i) => alive[i]);
}

/** Returns whether the process lives and is one that this program started. By now another process may have its id. */
async function isOurs(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes('with-parent.mjs');
}
