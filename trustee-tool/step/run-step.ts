/** Starts a step's process. @module */

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TokenError } from '#hsm/errors.ts';
import { bytesFrom, type Answer, type Job } from './job.ts';

const program = fileURLToPath(new URL('./process.ts', import.meta.url));

/**
 * Does a job in a process that leaves no core file and ends with it. Rejects with the TokenError of the step; the
 * sealed share is as it was, so the step can be repeated.
 */
export async function runStep(job: Job, pin: string): Promise<Uint8Array> {
  const command = ['-c', 'ulimit -c 0; exec "$@"', 'step', process.execPath, '--import', 'tsx', program];
  // Its folder: what it is started with is looked for from there, wherever the user is.
  const child = spawn('/bin/sh', command, {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    env: environment(),
    cwd: dirname(program),
  });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (const [stream, text] of [
    [child.stdio[3] as Writable, pin],
    [child.stdin!, JSON.stringify(job)],
  ] as const) {
    stream.on('error', () => undefined); // it ended before it had read all: its answer or its end says why
    stream.end(text);
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  if (code !== 0 || output === '')
    throw new Error(`the step's process ended with ${signal ?? `exit code ${code}`}`);
  return bytesOf(JSON.parse(output) as Answer);
}

/** What modules need; nothing that makes the engine or a module write down what it does. */
function environment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'LANG', 'SOFTHSM2_CONF'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function bytesOf(answer: Answer): Uint8Array {
  if ('bytes' in answer) return bytesFrom(answer.bytes);
  if ('fault' in answer) throw new TokenError(answer.fault, answer.detail);
  throw new Error(answer.error);
}
