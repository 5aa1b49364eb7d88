/** Starts a step's process. @module */

import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TokenError } from '#hsm/errors.ts';
import type { Answer, Job } from './job.ts';

const program = fileURLToPath(new URL('./process.ts', import.meta.url));

/**
 * Does a job in a process that leaves no core file and ends with it. Rejects with the TokenError of the step; the
 * sealed share is as it was, so the step can be repeated.
 */
export async function runStep(job: Job, pin: string): Promise<Uint8Array> {
  const command = ['-c', 'ulimit -c 0; exec "$@"', 'step', process.execPath, '--import', 'tsx', program];
  const child = spawn('sh', command, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  for (const [stream, text] of [
    [child.stdio[3] as Writable, pin],
    [child.stdin, JSON.stringify(job)],
  ] as const) {
    stream.on('error', () => undefined); // it ended before it had read all: its answer or its end says why
    stream.end(text);
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...end) => resolve(end));
  });
  if (code !== 0 || output.out === '')
    throw new Error(`the step's process ended with ${signal ?? `exit code ${code}`}: ${output.err.trim()}`);
  return bytesOf(JSON.parse(output.out) as Answer);
}

function bytesOf(answer: Answer): Uint8Array {
  if ('bytes' in answer) return Uint8Array.from(Buffer.from(answer.bytes, 'hex'));
  if ('fault' in answer) throw new TokenError(answer.fault, answer.detail);
  throw new Error(answer.error);
}
