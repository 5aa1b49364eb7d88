/** Tests that the program of a witness remembers over signals and restarts, and refuses wrong usage. */
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readKeyFile } from '../../verifier/cli/witness/key-file.ts';
import { judgeNote, parseCheckpoint } from '../../verifier/board/log/note.ts';
import { parseVkey } from '../../verifier/board/log/vkey.ts';
import { folder, hexOf, keyFile, newState } from './support/witness-folder.ts';
import { logVkey, post, TestLog, witnessKey, WitnessProgram, witnessVkey } from './support/witness.ts';

const log = new TestLog();

describe('the program', () => {
  const running: WitnessProgram[] = [];
  afterEach(async () => {
    for (const program of running.splice(0))
      if (program.child.exitCode === null && program.child.signalCode === null) await program.end('SIGKILL');
  });

  async function start(...args: string[]): Promise<WitnessProgram> {
    const program = await WitnessProgram.start(...args);
    running.push(program);
    return program;
  }

  const work = (state: string, ...more: string[]): Promise<WitnessProgram> =>
    start(keyFile, '--listen', '0', '--log', logVkey, '--state', state, ...more);

  const statusOf = async ({ address }: WitnessProgram, body: string): Promise<string> => {
    const response = await post(address!, body);
    const text = await response.text();
    return response.status === 409 ? `409 ${text.trim()}` : String(response.status);
  };

  test('makes a key for its owner alone, never twice, and says the vkey only', async () => {
    const file = join(folder, 'new-key');
    const made = await start(file, '--new-key', 'witness.example/w9');
    const vkey = parseVkey(made.address!);
    expect(vkey).toMatchObject({ name: 'witness.example/w9', type: 4 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = readFileSync(file, 'utf8');
    expect((await readKeyFile(file)).vkey).toEqual(vkey);
    expect(made.stderr).toBe('');
    const again = await start(file, '--new-key', 'witness.example/w9');
    expect([again.child.exitCode, again.address]).toEqual([2, undefined]);
    expect(readFileSync(file, 'utf8')).toBe(secret);
    expect(again.stderr).not.toContain(secret.slice(-20, -1));
  });

  test('remembers through kill -9 and through a restart', async () => {
    const state = newState();
    const first = await work(state, '--new-logs');
    expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.stderr).toContain(witnessVkey);
    const asked = Math.floor(Date.now() / 1000);
    const given = await post(first.address!, log.grow(0, 5));
    const { times, signed, witnessed } = judgeNote(
      parseCheckpoint(Buffer.from(log.checkpoint(5) + (await given.text()))),
      { origin: log.vkey.name, log: log.vkey, witnesses: [parseVkey(witnessVkey)], quorum: 1 },
    );
    expect({ signed, witnessed }).toEqual({ signed: true, witnessed: true });
    expect(Number(times[0])).toBeGreaterThanOrEqual(asked);
    expect(Number(times[0])).toBeLessThanOrEqual(Date.now() / 1000);
    expect(await first.end('SIGKILL')).toBe('SIGKILL');

    const second = await work(state);
    expect(second.stderr).toContain('5');
    expect(await statusOf(second, log.grow(0, 9, 2))).toBe('409 5');
    expect(await statusOf(second, log.grow(5, 9, 2))).toBe('422');
    expect(await statusOf(second, log.grow(5, 9))).toBe('200');
    expect(await second.end('SIGTERM')).toBe(0);

    const third = await work(state, '--new-logs');
    expect(await statusOf(third, log.grow(0, 9, 2))).toBe('409 9');
    expect(await third.end('SIGINT')).toBe(0);
  });

  test('killed while it writes, repeatedly: it remembers its cosignatures', async () => {
    const state = newState();
    let size = 0;
    for (let round = 0; round < 3; round += 1) {
      const program = await work(state, '--new-logs');
      expect(await statusOf(program, log.grow(100, 200))).toBe(`409 ${size}`);
      let next = size;
      const asking = (async () => {
        for (;;) {
          const { status } = await post(program.address!, log.grow(next, next + 1));
          if (status !== 200) throw new Error(`status ${status}`);
          next += 1;
          if (next === size + 5) program.child.kill('SIGKILL');
        }
      })();
      await expect(asking).rejects.toThrow('fetch failed');
      // The last checkpoint may be kept although it was not answered, but an answered one is always kept.
      const kept = parseCheckpoint(readFileSync(join(state, hexOf(log.vkey.name)))).size;
      expect([next, next + 1]).toContain(kept);
      expect(next).toBeGreaterThanOrEqual(size + 5);
      size = kept;
    }
  });

  test('ends with the answers that it owes', async () => {
    const program = await work(newState(), '--new-logs');
    const body = log.grow(0, 5);
    const slow = request(`${program.address}/add-checkpoint`, { method: 'POST' });
    const answer = once(slow, 'response') as Promise<[IncomingMessage]>;
    slow.write(body.slice(0, 20));
    await post(program.address!, ''); // by then the other one has arrived
    const ended = program.end('SIGTERM');
    const listens = (): Promise<boolean> =>
      post(program.address!, '').then(
        () => true,
        () => false,
      );
    while (await listens());
    slow.end(body.slice(20));
    const [{ statusCode }] = await answer;
    expect(statusCode).toBe(200);
    expect(await ended).toBe(0);
  });

  test('refuses another program at its state while it runs, and a state that is gone', async () => {
    const state = newState();
    const program = await work(state, '--new-logs');
    const twin = await work(state);
    expect(await statusOf(program, log.grow(0, 5))).toBe('200');
    expect(await statusOf(twin, log.grow(0, 5, 2))).toBe('500');
    expect(await statusOf(program, log.grow(5, 6))).toBe('200');
    rmSync(join(state, hexOf(log.vkey.name)));
    expect(await statusOf(program, log.grow(6, 7))).toBe('500');
    expect(await statusOf(program, log.grow(6, 6))).toBe('500');
  });

  const kept = async (): Promise<{ state: string; file: string; bytes: Buffer }> => {
    const state = newState();
    const program = await work(state, '--new-logs');
    await post(program.address!, log.grow(0, 5));
    await program.end('SIGTERM');
    const file = join(state, hexOf(log.vkey.name));
    expect(readdirSync(state)).toEqual([hexOf(log.vkey.name)]);
    return { state, file, bytes: readFileSync(file) };
  };

  test.each([
    ['is empty', () => Buffer.alloc(0)],
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['has another size', (bytes: Buffer) => Buffer.from(bytes.toString().replace('\n5\n', '\n4\n'))],
    ['lacks our signature', (bytes: Buffer) => Buffer.from(bytes.toString().replace(/— witness.*\n/, ''))],
    ['has a byte changed in our signature', (bytes: Buffer) => Buffer.from(bytes.toString().replace(/....==\n$/, 'AAAQ==\n'))],
    ['is of a new log of another name', () => Buffer.from('board.example/other\nnew\n')],
    ['is not there', () => undefined],
  ])('2: a state that %s, also where new logs are allowed', async (why, spoil) => {
    const { state, file, bytes } = await kept();
    const spoilt = spoil(bytes);
    if (spoilt) writeFileSync(file, spoilt);
    else rmSync(file);
    for (const more of spoilt ? [[], ['--new-logs']] : [[]]) {
      const program = await work(state, '--lang', 'en', ...more);
      expect([program.address, program.child.exitCode]).toEqual([undefined, 2]);
      expect(program.stderr).toContain(file);
      expect(program.stderr).toContain(why === 'is not there' ? '--new-logs' : 'damaged');
    }
  }); // prettier-ignore

  test('2: wrong usage', async () => {
    const openKey = join(folder, 'open-key');
    writeFileSync(openKey, witnessKey);
    chmodSync(openKey, 0o644);
    const badKey = join(folder, 'bad-key');
    writeFileSync(badKey, witnessKey.replace('df1c', 'df1d'), { mode: 0o600 });
    const rest = ['--listen', '0', '--log', logVkey, '--state', newState(), '--new-logs'];
    const wrong = [
      [[keyFile], '--listen'],
      [[], 'key'],
      [[openKey, ...rest], 'chmod 600'],
      [[badKey, ...rest], badKey],
      [[join(folder, 'none'), ...rest], 'ENOENT'],
      [[keyFile, ...rest, '--log', logVkey], 'dos veces'],
      [[keyFile, ...rest, '--log', witnessVkey], '--log'],
      [[keyFile, ...rest, '--listen', '65536'], '--listen'],
      [[join(folder, 'x'), '--new-key', 'a b'], '«a b»'],
    ] as const;
    const programs = await Promise.all(wrong.map(([args]) => start(...args)));
    for (const [i, program] of programs.entries()) {
      expect([program.address, program.child.exitCode]).toEqual([undefined, 2]);
      expect(program.stderr).toContain(wrong[i]![1]);
    }
  });

  test('2: a port that is taken', async () => {
    const first = await work(newState(), '--new-logs');
    const { port } = new URL(first.address!);
    const second = await start(
      keyFile,
      '--listen',
      port,
      '--log',
      logVkey,
      '--state',
      newState(),
      '--new-logs',
    );
    expect([second.address, second.child.exitCode]).toEqual([undefined, 2]);
    expect(second.stderr).toContain('EADDRINUSE');
  });
});
