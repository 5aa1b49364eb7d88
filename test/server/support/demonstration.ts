/** `npm start` as a child process, for tests that kill and restart it. @module */

import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { until } from './until.ts';

/** Time limit of a start. A busy machine needs minutes to set everything up. */
const READY_TIMEOUT_MS = 400_000;

export class Demonstration {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  #output = '';

  /** Starts the program. `folder`: folder of the demonstration's data. The registry listens at `port` + 100. */
  constructor(folder: string, port: number, ...args: readonly string[]) {
    const own = ['--data', folder, '--port', String(port), '--lang', 'en', ...args];
    this.child = spawn('npm', ['run', '-s', 'start', '--', ...own], { detached: true });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
  }

  get said(): string {
    return this.#output;
  }

  /** Waits until the output has `text`. Throws an error with all output if the program ends before. */
  async says(text: string): Promise<void> {
    await until(async () => {
      if (this.#output.includes(text)) return true;
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error(this.#output);
      return false;
    }, READY_TIMEOUT_MS);
  }

  open(): Promise<void> {
    return this.says('demonstration election is open');
  }
}

/** Returns the command lines, by process id, that have `text`, such as the folder of a demonstration. */
export async function processesWith(text: string): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(text)) found.set(Number(name), command.replaceAll('\0', ' '));
  }
  return found;
}

/** Returns the process id of the demonstration of this folder, and not of npm or of the shell that runs it. */
export async function mainProcess(folder: string): Promise<number> {
  const [own] = [...(await processesWith(folder))].filter(([, command]) =>
    command.startsWith('node --import tsx server/rehearsal/main.ts'),
  );
  if (!own) throw new Error(`no demonstration runs in ${folder}`);
  return own[0];
}
