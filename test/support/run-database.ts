/**
 * One PostgreSQL for a run of the tests. It starts when the first test file asks for it, so that a run of unit tests
 * has none, and in a process of its own, because its library ends the process that it runs in with exit code 0.
 * @module
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from './program.ts';

/** Environment variable with the socket at which test files ask for the database. */
const SOCKET = 'SIVEI_RUN_DATABASE';

/** URLs of the template. */
export interface Urls {
  readonly ownerUrl: string;
  readonly registryUrl: string;
  readonly votingUrl: string;
}

/** Runs before all tests; returns the clean-up that runs after them. */
export default function serve(): () => Promise<void> {
  const path = join(tmpdir(), 'run-database');
  let started: { readonly child: ChildProcess; readonly answer: Promise<string> } | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // the test file has ended
    started ??= start();
    void started.answer.then((line) => socket.end(line));
  });
  server.listen(path);
  process.env[SOCKET] = path;
  return async () => {
    server.close();
    if (started?.child.exitCode === null && started.child.signalCode === null) {
      started.child.stdin!.end();
      await once(started.child, 'exit');
    }
    await rm(path, { force: true });
  };
}

function start(): { readonly child: ChildProcess; readonly answer: Promise<string> } {
  const args = program('test/support/run-database-process.ts');
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, answer: firstLine(child) };
}

/** Returns the first line that a process prints; empty if it ends without one. */
async function firstLine(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.includes('\n')) break;
  }
  return said.trim();
}

/** Returns the URLs of the run's template; undefined outside a run of the tests. */
export async function runTemplate(): Promise<Urls | undefined> {
  const path = process.env[SOCKET];
  if (path === undefined) return undefined;
  const answer = await text(createConnection(path));
  if (answer === '') throw new Error('the PostgreSQL of this run did not start; its message is above');
  return JSON.parse(answer) as Urls;
}
