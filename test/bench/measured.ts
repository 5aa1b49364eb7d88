/** Start of one-core.ts as a process, pinned to one core if the system can do that. @module */
import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Times } from './measure.ts';

const program = fileURLToPath(new URL('./one-core.ts', import.meta.url));

/**
 * Whether a process can be pinned to a core, which needs `taskset` of Debian's util-linux. If it is not pinned, a
 * helper thread of the JavaScript engine may use a second core.
 */
export const canPin = ((): boolean => {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

export interface Work {
  readonly work: string;
  readonly options: number;
  readonly ballots: number;
  readonly rounds: number;
  /** Threads of the verifier; by default all work runs in one thread, on one core. */
  readonly threads?: number;
}

/** Returns milliseconds per ballot. */
export async function measured({ work, options, ballots, rounds, threads }: Work): Promise<Times> {
  const node = [process.execPath, '--import', 'tsx', program];
  const pinned = threads === undefined && canPin ? ['taskset', '-c', '0', ...node] : node;
  const [command, ...args] = [...pinned, work, ...[options, ballots, rounds, threads ?? 0].map(String)];
  const { stdout } = await promisify(execFile)(command!, args);
  return JSON.parse(stdout) as Times;
}
