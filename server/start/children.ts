/** Processes that belong together: started, watched, started again when they break, ended with us. @module */

import { spawn, type ChildProcess } from 'node:child_process';

/** Milliseconds before a process that ended is started again. */
const PAUSE = 1_000;

export interface ChildOptions {
  readonly name: string;
  /** Arguments of Node.js. */
  readonly args: readonly string[];
  /** What it prints once it listens; its first group is the address. */
  readonly listens: RegExp;
}

export class Children {
  private readonly onLog: (name: string, line: string) => void;
  private readonly running = new Set<ChildProcess>();
  private ending = false;

  constructor(onLog: (name: string, line: string) => void) {
    this.onLog = onLog;
  }

  /** Gives the address at which it listens; rejects with what it said if it ends before. Afterwards it is kept running. */
  async start(options: ChildOptions): Promise<string> {
    const { address, ended } = this.spawn(options);
    const first = await Promise.race([
      address,
      ended.then((said) => new Error(`${options.name} did not start. ${said}`)),
    ]);
    if (first instanceof Error) throw first;
    void this.keep(options, ended);
    return first;
  }

  /** Ends all, last started first. */
  async end(): Promise<void> {
    this.ending = true;
    for (const child of [...this.running].toReversed()) {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    }
  }

  private async keep(options: ChildOptions, ended: Promise<string>): Promise<void> {
    for (let next = ended; ;) {
      const said = await next;
      if (this.ending) return;
      this.onLog(options.name, `ended, and is started again. ${said}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      next = this.spawn(options).ended;
    }
  }

  private spawn({ name, args, listens }: ChildOptions): { address: Promise<string>; ended: Promise<string> } {
    // Only what Node needs: the environment holds nothing that a process should know.
    const env = Object.fromEntries(
      ['PATH', 'HOME', 'LANG', 'SOFTHSM2_CONF'].flatMap((key) =>
        process.env[key] === undefined ? [] : [[key, process.env[key]]],
      ),
    );
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.running.add(child);
    let last = '';
    const address = new Promise<string>((resolve) => {
      const read = (chunk: Buffer): void => {
        for (const line of chunk.toString().split('\n').filter(Boolean)) {
          last = line;
          const found = listens.exec(line);
          if (found) resolve(found[1]!);
          this.onLog(name, line);
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
    const ended = new Promise<string>((resolve) =>
      child.once('close', () => {
        this.running.delete(child);
        resolve(last);
      }),
    );
    return { address, ended };
  }
}
