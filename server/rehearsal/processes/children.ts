/** Child processes of a program. It starts them, restarts them after a failure, and ends them when it ends. @module */

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../../shared/exit-codes.ts';

/** Wait before a process that ended is restarted. */
const RESTART_DELAY_MS = 1_000;
/** Time for a process to end before it is killed. */
const END_TIMEOUT_MS = 20_000;

const withParent = fileURLToPath(new URL('./with-parent.mjs', import.meta.url));

export interface ChildOptions {
  readonly name: string;
  /** Command-line arguments for Node.js. */
  readonly args: readonly string[];
  /** Pattern of the line that the process prints when it listens; the first group is the address. */
  readonly listens: RegExp;
}

export interface ChildEvents {
  readonly log: (name: string, line: string) => void;
  /** Called when a process has started or ended, with the processes that run now. */
  readonly changed: (running: readonly { readonly name: string; readonly pid: number }[]) => void;
  /**
   * Called with the last printed line when a process ended for a reason that a restart cannot correct
   * (`exitCodes.configuration`).
   */
  readonly broken: (name: string, said: string) => void;
}

interface Ended {
  readonly code: number | null;
  /** Exit code, or the signal that ended the process. */
  readonly how: string;
  readonly said: string;
}

export class Children {
  readonly #events: ChildEvents;
  readonly #running = new Map<ChildProcess, string>();
  #ending = false;

  constructor(events: ChildEvents) {
    this.#events = events;
  }

  /**
   * Starts a process and keeps it running. Returns the address at which it listens; rejects with its last line if it
   * ends before that.
   */
  async start(options: ChildOptions): Promise<string> {
    const { address, ended } = this.#spawn(options);
    const first = await Promise.race([
      address,
      ended.then(({ said }) => new Error(`${options.name} did not start. ${said}`)),
    ]);
    if (first instanceof Error) throw first;
    void this.#keep(options, ended);
    return first;
  }

  /** Runs a program to its end; rejects with its last line if it fails. */
  async run(name: string, args: readonly string[]): Promise<void> {
    const { code, said } = await this.#spawn({ name, args, listens: /(?!)/ }).ended;
    if (code !== 0) throw new Error(`${name}: ${said}`);
  }

  /** Ends all processes, last started first, and kills those that do not end in time. */
  async end(): Promise<void> {
    this.#ending = true;
    for (const child of [...this.#running.keys()].toReversed()) {
      const gone = new Promise((resolve) => child.once('close', resolve));
      if (!this.#running.has(child)) continue;
      child.kill('SIGTERM');
      const killing = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS);
      await gone;
      clearTimeout(killing);
    }
  }

  async #keep(options: ChildOptions, ended: Promise<Ended>): Promise<void> {
    const { name } = options;
    for (let next = ended; ;) {
      const { code, how, said } = await next;
      if (this.#ending) return;
      if (code === exitCodes.configuration) return this.#events.broken(name, said);
      this.#events.log(name, `ended with ${how}, and is started again. ${said}`);
      await new Promise((resolve) => setTimeout(resolve, RESTART_DELAY_MS));
      if (this.#ending) return;
      next = this.#spawn(options).ended;
    }
  }

  #tellChanged(): void {
    const all = [...this.#running].map(([{ pid }, name]) => ({ name, pid: pid ?? 0 }));
    this.#events.changed(all.filter(({ pid }) => pid > 0));
  }

  #spawn({ name, args, listens }: ChildOptions): { address: Promise<string>; ended: Promise<Ended> } {
    if (this.#ending) throw new Error(`${name}: everything is ending`);
    // Pass only the variables that Node.js needs. A process should not learn anything from the others.
    const env = Object.fromEntries(
      ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SOFTHSM2_CONF'].flatMap((key) =>
        process.env[key] === undefined ? [] : [[key, process.env[key]]],
      ),
    );
    const child = spawn(process.execPath, ['--import', withParent, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // a Ctrl-C at the terminal reaches only the parent, which ends its children in order
    });
    this.#running.set(child, name);
    this.#tellChanged();
    child.stdin.on('error', () => undefined); // the process ended first
    let last = '';
    const address = new Promise<string>((resolve) => {
      const read = (chunk: Buffer): void => {
        for (const line of chunk.toString().split('\n').filter(Boolean)) {
          last = line;
          const found = listens.exec(line);
          if (found) resolve(found[1]!);
          this.#events.log(name, line);
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
    });
    const ended = new Promise<Ended>((resolve) =>
      child.once('close', (code, signal) => {
        this.#running.delete(child);
        this.#tellChanged();
        resolve({ code, how: String(signal ?? code), said: last });
      }),
    );
    return { address, ended };
  }
}
