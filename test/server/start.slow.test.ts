import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '../support/local-server.ts';
import { processesWith } from './support/demonstration.ts';
import { until } from './support/until.ts';

// Tests of `npm start` and `npm run vote` as a newcomer runs them, and of the verifier on the board's address.

const cleanUp: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of cleanUp.toReversed()) await step();
});

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly code: Promise<number | null>;
}

function run(script: string, ...args: readonly string[]): Run {
  const child = spawn('npm', ['run', '-s', script, '--', ...args], { detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said: () => said, code };
}

test(
  'the demonstration election opens, takes votes, closes, and its board verifies',
  { timeout: 1_200_000 },
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'sivei-start-'));
    await chmod(home, 0o755);
    const port = await freePort(100); // the registry's port is a hundred above
    // Voting lasts six minutes, because a busy machine needs some of them to set everything up.
    const own = ['--data', home, '--port', String(port)];
    const server = run('start', ...own, '--minutes', '6', '--grace', '2', '--voters', '4', '--lang', 'en');
    cleanUp.push(async () => {
      if (server.child.exitCode === null) process.kill(-server.child.pid!, 'SIGINT');
      await server.code;
      // npm ends before the database does.
      await until(async () => (await processesWith(home)).size === 0);
      await rm(home, { recursive: true, force: true });
    });
    const board = `http://127.0.0.1:${port}/board`;
    const reaches = (text: string): Promise<void> =>
      until(async () => {
        if (server.child.exitCode !== null) throw new Error(server.said());
        return server.said().includes(text);
      }, 1_100_000);

    await reaches('demonstration election is open');
    expect(server.said()).toContain('The invitations go out');
    const vote = run('vote', ...own, '--voters', '3');
    expect(await vote.code, vote.said()).toBe(0);
    expect(vote.said().match(/2 witnesses, tracker/g)).toHaveLength(3);
    const sofar = run('verify', board, '--so-far', '--lang', 'en');
    expect(await sofar.code, sofar.said()).toBe(0);
    expect(sofar.said()).toContain('SO FAR IN ORDER');

    await reaches('Anybody can recompute it');
    expect(server.said()).toMatch(/The result is on the board[^]*Votes of the parties[^]* {2}PAN\n/);
    expect(server.said()).toContain(`npm run verify -- ${board}\n`);
    const verdict = run('verify', board, '--lang', 'en');
    expect(await verdict.code, verdict.said()).toBe(0);
    expect(verdict.said()).toContain('VERIFIED');
    expect(verdict.said()).toContain('Valid ballots: 3 of 3 credentials, of 4 listed');
  },
);
