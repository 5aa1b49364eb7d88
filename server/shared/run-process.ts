/** Life cycle of a server process, from start to exit. @module */

import { exitCodeOf, exitCodes, textOf } from './exit-codes.ts';

export interface RunningProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Time that pending work gets at shutdown. */
const SHUTDOWN_TIMEOUT_MS = 15_000;

/**
 * Starts a process with the configuration file of the command line and prints its address on one line. On SIGTERM and
 * SIGINT it finishes pending work and exits. If the process cannot start or continue, the exit code tells whether a
 * restart may help.
 */
export async function runProcess(
  name: string,
  start: (configFile: string, onFatal: (error: Error) => void) => Promise<RunningProcess>,
): Promise<void> {
  // If the reader of the output is gone, a write error must not end the process in the middle of its work.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const [file] = process.argv.slice(2);
  if (file === undefined) {
    console.error(`usage: ${name} <config.json>`);
    process.exit(exitCodes.configuration);
  }
  const fail = (error: Error): never => {
    console.error(`${name}: ${textOf(error)}`);
    process.exit(exitCodeOf(error));
  };
  const running = await start(file, fail).catch(fail);
  console.log(`${name} listening on ${running.url}`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => fail(new Error('did not end in time')), SHUTDOWN_TIMEOUT_MS).unref();
      running.stop().then(() => process.exit(0), fail);
    });
}
