/** Test log that can grow, fork and request cosignatures, and the witness program as a process. @module */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ed25519 } from '@noble/curves/ed25519.js';
import { leafHash, nodeHash, treeHash } from '../../../verifier/board/log/merkle.ts';
import { parseVkey, printVkey, makeVkey, type Vkey } from '../../../verifier/board/log/vkey.ts';
import { noteLine } from './notes.ts';

const main = join(import.meta.dirname, '../../../verifier/main.ts');

/** Keys of the test vectors. */
export const logSeed = new Uint8Array(32).fill(1);
export const logVkey = 'board.example/2026-test+8be7c165+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c';
export const witnessVkey = 'witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU';
export const witnessSeed = new Uint8Array(32).fill(2);
/** Key file as `--new-key` writes it. */
export const witnessKey = `PRIVATE+KEY+witness.example/w1+df1c0a35+${Buffer.from([4, ...witnessSeed]).toString('base64')}\n`;

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export class TestLog {
  readonly vkey: Vkey;
  readonly #seed: Uint8Array;

  constructor(vkey: string = logVkey, seed = logSeed) {
    this.vkey = parseVkey(vkey);
    this.#seed = seed;
  }

  /** Makes another log, with this name and another key. */
  static of(name: string): TestLog {
    const seed = new Uint8Array(32).fill(9);
    return new TestLog(printVkey(makeVkey(name, 1, ed25519.getPublicKey(seed))), seed);
  }

  /** Returns the leaf hashes of the texts `entry 0`, `entry 1` …, and of `other n` from index `forked` on. */
  leaves(size: number, forked = size): Uint8Array[] {
    return Array.from({ length: size }, (_, i) =>
      leafHash(Buffer.from(`${i < forked ? 'entry' : 'other'} ${i}`)),
    );
  }

  checkpoint(size: number, { forked = size, root = treeHash(this.leaves(size, forked)) } = {}): string {
    const text = `${this.vkey.name}\n${size}\n${base64(root)}\n`;
    return `${text}\n${this.line(text)}`;
  }

  line(text: string): string {
    return noteLine(this.vkey.name, this.vkey.id, [ed25519.sign(Buffer.from(text), this.#seed)]);
  }

  /** Makes the request body for growth from size `old` to `size`, with the right proof. */
  grow(old: number, size: number, forked = size): string {
    const proof = old === 0 ? [] : consistency(old, this.leaves(size, forked));
    return submission(old, proof.map(base64), this.checkpoint(size, { forked }));
  }
}

export function submission(old: number | string, proof: readonly string[], checkpoint: string): string {
  return `old ${old}\n${proof.map((hash) => `${hash}\n`).join('')}\n${checkpoint}`;
}

/** Computes a consistency proof exactly as in RFC 6962 §2.1.2. */
export function consistency(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  const subproof = (size: number, own: readonly Uint8Array[], whole: boolean): Uint8Array[] => {
    if (size === own.length) return whole ? [] : [mth(own)];
    let k = 1;
    while (k * 2 < own.length) k *= 2;
    return size <= k
      ? [...subproof(size, own.slice(0, k), whole), mth(own.slice(k))]
      : [...subproof(size - k, own.slice(k), false), mth(own.slice(0, k))];
  };
  return subproof(m, leaves, true);
}

function mth(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

export function post(address: string, body: string | Uint8Array): Promise<Response> {
  return fetch(`${address}/add-checkpoint`, { method: 'POST', body });
}

/** Witness program as a child process. It is started when it listens or has ended. */
export class WitnessProgram {
  readonly child: ChildProcess;
  /** Address at which the program listens. Undefined if it ended instead. */
  address: string | undefined;
  stderr = '';

  private constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, ['--import', 'tsx', main, 'witness', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr!.on('data', (data: Buffer) => (this.stderr += data.toString()));
  }

  static async start(...args: readonly string[]): Promise<WitnessProgram> {
    const program = new WitnessProgram(args);
    for await (const line of createInterface({ input: program.child.stdout! })) {
      program.address = line;
      return program;
    }
    if (program.child.exitCode === null) await once(program.child, 'exit');
    return program;
  }

  /** Ends the program. Returns the exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | string | null> {
    const exit = once(this.child, 'exit') as Promise<[number | null, string | null]>;
    this.child.kill(signal);
    const [code, by] = await exit;
    return code ?? by;
  }
}
