/**
 * Trustee of a rehearsal, with folder, medium, token and PIN. The trustees' program runs as a separate process.
 * @module
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toHex } from '#crypto/bytes.ts';
import { randomBytes } from '#crypto/random.ts';
import { parseEnrollment, type Enrollment } from '#trustee-tool/shared/enrollment.ts';
import { softhsmModule, softhsmToken } from '../hsm/modules.ts';
import { ceremonyWords } from './words.ts';

const tool = fileURLToPath(new URL('../../trustee-tool/main.ts', import.meta.url));

export interface TraineeOptions {
  readonly token: 'software' | 'softhsm';
  readonly lang: 'es' | 'en';
  readonly yes?: true;
}

export class Trainee {
  static readonly #running = new Set<ChildProcess>();

  readonly medium: string;
  readonly #home: string;
  readonly #out: string;
  readonly #i: number;
  readonly #options: TraineeOptions;
  readonly #pin: string;

  constructor(directory: string, i: number, options: TraineeOptions) {
    this.#home = join(directory, `custodia-${i}`);
    this.medium = join(directory, `medio-${i}`);
    this.#out = join(directory, `custodia-${i}.json`);
    this.#i = i;
    this.#options = options;
    // If a person is at the terminal, that person types the PIN.
    this.#pin = this.#isAtTerminal ? 'ensayo' : toHex(randomBytes(8));
  }

  /** Stops all processes of all trainees, for when a rehearsal fails. */
  static endAll(): void {
    for (const child of Trainee.#running) child.kill();
  }

  get enrollment(): Enrollment {
    return parseEnrollment(readFileSync(this.#out));
  }

  async enrol(): Promise<void> {
    const label = `custodia-${this.#i}`;
    if (this.#options.token === 'softhsm') softhsmToken(label, this.#pin);
    const token =
      this.#options.token === 'softhsm'
        ? ['--module', softhsmModule!, '--label', label, '--rehearsal']
        : ['--software', '--rehearsal'];
    const name = ceremonyWords[this.#options.lang].name(this.#i);
    await this.#run(['enrol', '--name', name, '--out', this.#out, ...token], { asks: false });
  }

  /** Runs the trustees' program until it has nothing more to do for now. */
  async attend(manifestHash: string): Promise<void> {
    const asks = this.#isAtTerminal;
    const quiet = asks ? [] : ['--yes', '--manifest-hash', manifestHash];
    await this.#run(['attend', '--medium', this.medium, ...quiet], { asks });
  }

  get #isAtTerminal(): boolean {
    return this.#i === 1 && this.#options.yes !== true;
  }

  #run(args: readonly string[], { asks }: { readonly asks: boolean }): Promise<void> {
    const common = ['--home', this.#home, '--lang', this.#options.lang, ...(asks ? [] : ['--pin-fd', '0'])];
    const child = spawn(process.execPath, ['--import', 'tsx', tool, ...args, ...common], {
      stdio: asks ? 'inherit' : ['pipe', 'pipe', 'inherit'],
    });
    if (asks) process.stdout.write(`\n${ceremonyWords[this.#options.lang].pin(this.#pin)}\n`);
    child.stdin?.end(`${this.#pin}\n`);
    child.stdout?.resume();
    return new Promise((done, fail) => {
      child.on('error', fail);
      Trainee.#running.add(child);
      child.on('exit', () => Trainee.#running.delete(child));
      child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${args[0]}, ${this.#i}: ${code}`))));
    });
  }
}
