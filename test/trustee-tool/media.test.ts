/**
 * Tests with a medium that an attacker prepared: no file of this machine gets on it, and none is written outside it.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderSource } from '#trustee-tool/board/source.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import { byMedium } from '#trustee-tool/exchange/exchange.ts';
import { carry } from '#trustee-tool/exchange/carry.ts';
import { readPlain } from '#trustee-tool/shared/plain-file.ts';
import { printable, TrusteeProblem } from '#trustee-tool/shared/problems.ts';
import { Room } from '../ceremony/room.ts';
import { mini } from '../negative/mini.ts';
import { PlayedTrustee } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'sivei-media-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const secret = join(directory, 'secret');
writeFileSync(secret, 'secret');

const newMedium = (): string => {
  const medium = mkdtempSync(join(directory, 'medium-'));
  mkdirSync(join(medium, 'outgoing'));
  return medium;
};

test('what is written to a medium is written through no link', async () => {
  const medium = newMedium();
  symlinkSync(secret, join(medium, 'outgoing', 'a.new'));
  symlinkSync(secret, join(medium, 'outgoing', 'a'));
  await byMedium(medium).deliver('a', Uint8Array.of(1, 2, 3));
  expect(readFileSync(secret, 'utf8')).toBe('secret');
  expect(readFileSync(join(medium, 'outgoing', 'a'))).toEqual(Buffer.of(1, 2, 3));
});

test('links, pipes and folders are no files of a board; a folder that is a link is none', async () => {
  const medium = newMedium();
  symlinkSync(secret, join(medium, 'link'));
  execFileSync('mkfifo', [join(medium, 'pipe')]);
  const source = folderSource(medium);
  for (const name of ['link', 'pipe', 'outgoing', 'nothing'])
    expect(await source.get(name, 1000), name).toBeUndefined();
  expect(readPlain(secret, 5)).toBeUndefined();
  rmSync(join(medium, 'outgoing'), { recursive: true });
  symlinkSync(directory, join(medium, 'outgoing'));
  await expect(byMedium(medium).deliver('secret', Uint8Array.of(1))).rejects.toThrow(TrusteeProblem);
  expect(readFileSync(secret, 'utf8')).toBe('secret');
});

test('only messages of trustees leave by it; what is refused is put aside, and its trustee hears of it', async () => {
  const played = await Promise.all([1, 2, 3].map((i) => PlayedTrustee.make(`Custodia ${i}`)));
  const room = await Room.begin(
    join(directory, 'board'),
    mini,
    played.map(({ enrollment }) => enrollment),
    { count: 3, threshold: 2 },
  );
  const medium = newMedium();
  const outgoing = (name: string): string => join(medium, 'outgoing', name);
  mkdirSync(outgoing('System Volume Information'));
  symlinkSync(secret, outgoing('link'));
  writeFileSync(outgoing('letter'), 'not a message');
  writeFileSync(outgoing('stranger'), encodeMessage(new Uint8Array(100).fill(16)));
  const [good, early] = [
    await played[0]!.message(room),
    await played[1]!.signed(room, played[1]!.secretsIn(room).reveal()),
  ];
  writeFileSync(outgoing('good'), good);
  writeFileSync(outgoing('early'), early);
  const posted: Uint8Array[] = [];
  const post = async (message: Uint8Array): Promise<void> => {
    posted.push(message);
    await room.post(message).catch((error: Error) => {
      throw new TrusteeProblem('refused', error.message);
    });
  };
  const { delivered, refused } = await carry(medium, room.election, room.source, post);
  expect([delivered, refused.map(({ name }) => name), posted.length]).toEqual([['good'], ['early'], 2]);
  expect(existsSync(join(medium, 'board', 'checkpoint'))).toBe(true);
  await expect(byMedium(medium).deliver('early', early)).rejects.toThrow(TrusteeProblem);
  await byMedium(medium).deliver('good', good);
  expect(existsSync(outgoing('good'))).toBe(false);
});

test('others’ words move no cursor', () => {
  expect(new TrusteeProblem('network', '\u001b[2J\u202eabc').says.es).toContain('(?[2J?abc)');
  expect(printable('x'.repeat(10_000)).length).toBe(600);
});
