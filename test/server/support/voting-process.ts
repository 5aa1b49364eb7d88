/** Voting process as a child process that tests can kill. @module */

import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VotingConfig } from '#server/voting/config.ts';
import { program } from '../../support/program.ts';

const hook = new URL('./fault-hook.mjs', import.meta.url).href;

export interface Fault {
  /** Place of the fault: `<kind>:<when>:<pattern>` of fault-hook.mjs. */
  readonly at: string;
  readonly action?: 'kill' | 'lose';
}

export interface Child {
  readonly url: string;
  readonly process: ChildProcess;
  /** Exit code of the process, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly output: () => string;
}

/** Starts the process and waits until it listens. Rejects with the process's output if it ends before. */
export async function spawnVoting(config: VotingConfig, home: string, fault?: Fault): Promise<Child> {
  const file = join(home, 'voting.json');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  const child = spawn(
    process.execPath,
    [...(fault ? ['--import', hook] : []), ...program('server/voting/main.ts'), file],
    {
      env: { ...process.env, FAULT: fault?.at, FAULT_ACTION: fault?.action ?? 'kill' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code!)),
  );
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /voting listening on (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((how) => reject(new Error(`it ended with ${how}: ${output}`)));
  });
  return { url, process: child, ended, output: () => output };
}

const running = new Set<ChildProcess>();

/** Kills all processes that a failed test left behind. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function stopVoting(child: Child): Promise<void> {
  child.process.kill('SIGTERM');
  await child.ended;
}
