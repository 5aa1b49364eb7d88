/** A process of the server from its start to its end. @module */

import { exitCodeOf, exitCodes, textOf } from './exit-codes.ts';

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Milliseconds that what is under way gets to end. */
const PATIENCE = 15_000;

/**
 * Starts with the configuration file of the command line and says where it listens, on one line; stops on SIGTERM and
 * SIGINT after what is under way. If it cannot start or go on, the exit code says whether another start may help.
 */
export async function runProcess(
  name: string,
  start: (configFile: string, onFatal: (error: Error) => void) => Promise<Running>,
): Promise<void> {
  // Nobody may be left who reads what is said: that must not end the process in the middle of its work.
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
      setTimeout(() => fail(new Error('did not end in time')), PATIENCE).unref();
      running.stop().then(() => process.exit(0), fail);
    });
}
