/**
 * Test that kills the trustees' program right after it writes each important file (seed, share, message, tally). The
 * restarted program must send no second version of a message.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { toHex } from '#crypto/bytes.ts';
import { carry } from '#trustee-tool/exchange/carry.ts';
import { Room } from '../ceremony/room.ts';
import { runVerifier } from '../election/verify.ts';
import { mini, miniChoices } from '../negative/mini.ts';
import { enrolled, PIN, PlayedTrustee, trustee } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'sivei-kill-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ledger = join(directory, 'killed');
const KILL = [
  'run-1\\.seed$',
  'run-1\\.share$',
  'said/run-1-(commit|certify)$',
  'outgoing/trustee-1-run-1-share-check$',
  '1/tally$',
  'acts/count\\.json$',
  'said/count$',
].join('|');

test('killed after every file, the program ends its part as if nothing had been', async () => {
  const { home, enrollment } = enrolled(directory, 'Custodia-1');
  const others = await Promise.all([2, 3].map((i) => PlayedTrustee.make(`Custodia ${i}`)));
  const room = await Room.begin(
    join(directory, 'board'),
    mini,
    [enrollment, ...others.map((other) => other.enrollment)],
    { count: 3, threshold: 2 },
  );
  const medium = mkdtempSync(join(directory, 'medium-'));
  const said = new Map<string, Set<string>>();
  /** Records all messages on the medium, delivers them, and updates the copy of the board on the medium. */
  const deliver = async (): Promise<void> => {
    const outgoing = join(medium, 'outgoing');
    for (const name of existsSync(outgoing) ? readdirSync(outgoing) : []) {
      const versions = said.get(name) ?? new Set();
      said.set(name, versions.add(toHex(readFileSync(join(outgoing, name)))));
    }
    const { refused } = await carry(medium, room.election, room.source, room.post);
    expect(refused).toEqual([]);
  };
  /** Runs the program again and again, until it has nothing to do or others have to act. */
  const participate = async (): Promise<void> => {
    for (;;) {
      const end = await killable(home, medium, toHex(room.election.id));
      await deliver();
      if (end === 'SIGKILL') continue;
      expect([0, 3]).toContain(end);
      return;
    }
  };
  await deliver();
  while (room.rehearsal.ceremony.run.seals < 3) {
    for (const other of others) await other.postDue(room);
    await deliver();
    await participate();
  }
  await room.vote([miniChoices, miniChoices, miniChoices]);
  await room.close();
  await deliver();
  await participate();
  await others[0]!.decrypt(room);
  await room.rehearsal.publishResult();

  expect(readFileSync(ledger, 'utf8').trim().split('\n').length).toBe(8);
  // Each step has one message despite all interruptions, so no nonce was used for two messages.
  expect([...said.keys()].toSorted()).toEqual(
    ['count', ...['commit', 'reveal', 'deal', 'certify', 'share-check', 'seal'].map((s) => `run-1-${s}`)]
      .map((name) => `trustee-1-${name}`)
      .toSorted(),
  );
  for (const versions of said.values()) expect(versions.size).toBe(1);
  expect(await runVerifier(room.directory, 'en')).toBe(0);
});

/** Runs the program. Resolves to the exit code, or to the signal that ended it. */
function killable(
  home: string,
  medium: string,
  manifestHash: string,
): Promise<number | NodeJS.Signals | null> {
  const hook = new URL('./kill-hook.mjs', import.meta.url).href;
  const args = ['attend', '--home', home, '--medium', medium, '--yes', '--no-wait', '--pin-fd', '0'];
  const child = spawn(
    process.execPath,
    ['--import', hook, ...trustee, ...args, '--manifest-hash', manifestHash],
    { env: { ...process.env, KILL, KILLED: ledger }, stdio: ['pipe', 'ignore', 'inherit'] },
  );
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${PIN}\n`);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
}
