/** Tests of an authority without a network: a medium carries entries to a real voting process, and the board back. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { encodeAbsence } from '#crypto/ceremony/messages.ts';
import { G } from '#crypto/group.ts';
import { blobRef, signEntry, type EntrySigner } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { encodeClosing, encodeManifestEntry, encodeRevocation } from '#crypto/record/office.ts';
import { startVoting, type VotingProcess } from '#server/voting/process.ts';
import { carryMedium } from '#trustee-tool/cli/carry.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import { Setting } from '../server/support/running.ts';

const medium = mkdtempSync(join(tmpdir(), 'sivei-office-'));
let setting: Setting;
let voting: VotingProcess;

beforeAll(async () => {
  setting = await Setting.make();
  voting = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
  mkdirSync(join(medium, 'outgoing'));
});
afterAll(async () => {
  await voting?.stop();
  await setting?.end();
  rmSync(medium, { recursive: true, force: true });
});

async function put(
  name: string,
  signer: EntrySigner,
  unsigned: Uint8Array,
  blob?: Uint8Array,
): Promise<void> {
  const entry = await signEntry(signer, setting.election.id, unsigned);
  writeFileSync(join(medium, 'outgoing', name), encodeMessage(entry, blob));
}
const files = (folder: string): string[] => readdirSync(join(medium, folder)).toSorted();

/** Runs `carry` and returns its output. */
async function carried(): Promise<string> {
  const said: string[] = [];
  const print = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await carryMedium({ server: voting.url, medium, lang: 'en' }).finally(() => print.mockRestore());
  process.exitCode = undefined; // a refused message sets it
  return said.join('\n');
}

test('the board begins with the manifest from the medium, and comes back on it', async () => {
  const { election, parties } = setting;
  writeFileSync(join(medium, 'manifest.json'), election.bytes);
  await put('1-manifest', parties.authority, encodeManifestEntry(blobRef(election.bytes)), election.bytes);
  expect(await carried()).toContain('Handed in: 1.');
  expect([files('outgoing'), files('delivered')]).toEqual([[], ['1-manifest']]);
  expect(voting.board.published!.size).toBeGreaterThan(0);
  expect(readFileSync(join(medium, 'board', 'checkpoint'), 'utf8')).toContain(election.manifest.board.origin);
});

test('what the board refuses is put aside with its reason, and nobody else’s entry leaves', async () => {
  const { parties } = setting;
  const stranger = parties.registrar;
  await put('2-absence', parties.authority, encodeAbsence({ run: 1, trustee: 1, owed: Kind.commit }));
  await put('3-closing', parties.authority, encodeClosing({ ballots: 0, challenged: 0 }));
  await put('4-forged', stranger, encodeClosing({ ballots: 0, challenged: 0 }));
  await put('5-of-another', parties.registrar, encodeRevocation({ credential: G, cause: 1 }));
  const said = await carried();
  expect(said).toContain('Handed in: 0.');
  expect(said).toMatch(/did not take 2-absence: .*\n.*did not take 3-closing: /);
  expect(files('refused')).toEqual(['2-absence', '3-closing']);
  expect(files('outgoing')).toEqual(['4-forged', '5-of-another']);
  expect(existsSync(join(medium, 'board', 'checkpoint'))).toBe(true);
});
