/** Tests of a trustee's copy of the board: it grows, and each fault of a board or of the copy has its own error. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { Mirror, type Seen } from '#trustee-tool/board/mirror.ts';
import { folderSource, httpSource } from '#trustee-tool/board/source.ts';
import { TrusteeProblem, type ProblemCode } from '#trustee-tool/shared/problems.ts';
import { newParties, writeManifest } from '#server/rehearsal/parties/parties.ts';
import { BoardWriter } from '../election/board-writer.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import { mini } from '../negative/mini.ts';

const directory = mkdtempSync(join(tmpdir(), 'sivei-mirror-'));
afterAll(() => rmSync(directory, { recursive: true }));

const numbers = { count: 3, threshold: 2 };
const parties = newParties(numbers);
const election: Election = parseManifest(writeManifest(mini, parties, numbers));
const policy = checkpointPolicy(election);
const entry = (i: number, world = 0): Uint8Array => Uint8Array.of(0xee, world, i >> 8, i & 255);

/**
 * Yields the folders of a board that grows to these sizes, with valid signatures. `world`: which of several histories.
 */
async function* board(world: number, sizes: readonly number[]): AsyncGenerator<string> {
  const folder = join(directory, `board-${world}-${sizes.join('-')}`);
  const writer = await BoardWriter.create(
    folder,
    logSigner(mini.board.origin, parties.logSeed),
    parties.witnesses.map(witnessCosigner),
  );
  for (const size of sizes) {
    while (writer.size < size) await writer.append(entry(writer.size, writer.size < 3 ? 0 : world));
    await writer.publish(1000 + size, { archive: false });
    yield folder;
  }
}

const problemOf = (work: Promise<unknown>): Promise<ProblemCode> =>
  work.then(
    () => expect.fail('there was no problem'),
    (error: unknown) => (error as TrusteeProblem).code,
  );

describe('a mirror', () => {
  let mirror: Mirror;
  let seen: WitnessedCheckpoint;
  let folder: string;
  const look = async (from: string, known: Seen | undefined = seen): Promise<WitnessedCheckpoint> =>
    (await mirror.refresh(folderSource(from), { policy, seen: known })).checkpoint;
  const entries = async (): Promise<number> => {
    let count = 0;
    for await (const bundle of mirror.bundles(seen.size)) count += bundle.length;
    return count;
  };

  beforeAll(() => {
    mirror = new Mirror(join(directory, 'mirror'));
  });

  test('grows with the board, over the edge of a bundle', async () => {
    for await (folder of board(0, [5, 200, 256, 300, 600])) {
      seen = await look(folder, seen);
      expect(await entries()).toBe(seen.size);
    }
    expect(seen.size).toBe(600);
  });

  test('says that a copy is old, and goes on with a recent one', async () => {
    for await (const old of board(0, [250])) expect(await problemOf(look(old))).toBe('board-old');
    expect((await look(folder)).size).toBe(600);
  });

  test('tells a board that was rewritten, longer, as long, or shorter', async () => {
    const last = join(mirror.directory, 'tile/entries/002.p/88');
    const before = readFileSync(last);
    for (const size of [601, 600, 10])
      for await (const other of board(1, [size]))
        expect(await problemOf(look(other))).toBe('board-rewritten');
    expect(readFileSync(last)).toEqual(before); // the old file is the evidence
    expect((await look(folder)).size).toBe(600);
  });

  test('replaces its own damaged copy', async () => {
    const first = join(mirror.directory, 'tile/entries/000');
    for (const damage of [
      () => writeFileSync(first, 'damaged'),
      () => rmSync(first),
      () => rmSync(mirror.directory, { recursive: true }),
      () => cpSync(join(directory, 'board-1-601/tile/entries/000'), first),
    ]) {
      damage();
      expect((await look(folder)).size).toBe(600);
      expect(await entries()).toBe(600);
    }
  });

  test('refuses a board with another entry than was signed, with one witness less, or with a piece missing', async () => {
    const broken = join(directory, 'broken');
    const copy = (): void => {
      rmSync(broken, { recursive: true, force: true });
      cpSync(folder, broken, { recursive: true });
    };
    copy();
    cpSync(join(directory, 'board-1-601/tile/entries/001'), join(broken, 'tile/entries/001'));
    expect(
      await problemOf(
        new Mirror(join(directory, 'm1')).refresh(folderSource(broken), { policy, seen: undefined }),
      ),
    ).toBe('board-root');
    copy();
    rmSync(join(broken, 'tile/entries/001'));
    expect(
      await problemOf(
        new Mirror(join(directory, 'm2')).refresh(folderSource(broken), { policy, seen: undefined }),
      ),
    ).toBe('board-missing');
    copy();
    const note = await folderSource(broken).get('checkpoint', 10_000);
    const lines = Buffer.from(note!).toString().trimEnd().split('\n');
    writeFileSync(join(broken, 'checkpoint'), `${lines.slice(0, -1).join('\n')}\n`);
    expect(
      await problemOf(
        new Mirror(join(directory, 'm3')).refresh(folderSource(broken), { policy, seen: undefined }),
      ),
    ).toBe('board-signature');
  });

  test('a server that does not answer is said to be that', async () => {
    expect(await problemOf(httpSource('http://127.0.0.1:9').get('checkpoint', 10))).toBe('network');
  });
});
