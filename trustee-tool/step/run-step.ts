/** Start of a step's process. @module */

import { spawn } from 'node:child_process';
import { dirname, extname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { TokenError } from '#hsm/errors.ts';
import { parseAnswer, type ResultOf, type StepKind, type StepRequest } from './messages.ts';

const own = fileURLToPath(import.meta.url);
const program = join(dirname(own), `process${extname(own)}`);
/** Loader of TypeScript, which the package of plain JavaScript does not need. */
const loader = extname(own) === '.ts' ? ['--import', 'tsx'] : [];

/**
 * Command that prevents a core file. The limit is one byte and not 0, because a kernel that pipes cores to a program
 * (`|` in core_pattern) checks no other limit (fs/coredump.c), and the shell counts its own limit in blocks.
 */
const noCore = 'prlimit --pid $$ --core=1:1 || ulimit -c 0';

/**
 * Returns the timeout in milliseconds: two minutes for the device, and one millisecond for each hexadecimal digit of a
 * tally. A sum has 128 digits and takes far less time than that (docs/performance.md).
 */
const timeoutOf = ({ work }: StepRequest): number =>
  120_000 + (work.kind === 'decrypt' ? work.tally.length : 0);

/**
 * Runs a step in a process that leaves no core file and ends with it, or is killed after `milliseconds`. Rejects with a
 * TokenError; sealed secrets are unchanged then, so the step can be repeated.
 */
export async function runStep<K extends StepKind>(
  request: StepRequest & { readonly work: { readonly kind: K } },
  pin: string,
  { milliseconds = timeoutOf(request) } = {},
): Promise<ResultOf<K>> {
  const command = ['-c', `${noCore}; exec "$@"`, 'step', process.execPath, ...loader, program];
  const child = spawn('/bin/sh', command, {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
    env: environment(),
    // This program's folder, so that its packages are found from every working directory of the user.
    cwd: dirname(program),
    signal: AbortSignal.timeout(milliseconds),
    killSignal: 'SIGKILL', // a process that hangs in a module handles no other signal
  });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (const [stream, text] of [
    [child.stdio[3] as Writable, pin],
    [child.stdin!, JSON.stringify(request)],
  ] as const) {
    stream.on('error', () => undefined); // it ended before it had read everything; its answer or exit code says why
    stream.end(text);
  }
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', (error) =>
      reject(
        error.name === 'AbortError'
          ? new TokenError('no-answer', `${milliseconds / 1000} s`)
          : new TokenError('program', error.message),
      ),
    );
    child.on('close', (...end) => resolve(end));
  });
  if (code !== 0 || output === '') throw new TokenError('program', signal ?? `exit code ${code}`);
  return parseAnswer(output, request.work.kind);
}

/** Returns the environment that modules need, without variables that make Node.js or a module write logs. */
function environment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'LANG', 'SOFTHSM2_CONF'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
