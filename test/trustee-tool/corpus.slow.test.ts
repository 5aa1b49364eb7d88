/** Tests that the trustees' program does not continue on a record of the negative corpus that the verifier rejects. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { equalBytes } from '#crypto/bytes.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { BoardRecord } from '#trustee-tool/board/board-record.ts';
import { manifestOnBoard } from '#trustee-tool/board/manifest.ts';
import { Mirror } from '#trustee-tool/board/mirror.ts';
import { recomputeTally } from '#trustee-tool/board/recompute.ts';
import type { Source } from '#trustee-tool/board/source.ts';
import { readRecord, recordIds, type BrokenRecord } from '../negative/record-file.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sivei-corpus-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Outcome for a board: the program stops, reports void entries, computes another tally, or finds nothing wrong. */
type Outcome = 'stops' | 'void' | 'other tally' | 'right';

async function outcomeOf({ files }: BrokenRecord): Promise<Outcome> {
  const source: Source = { get: async (path, limit) => files.get(path)?.subarray(0, limit + 1) };
  try {
    const election = await manifestOnBoard(source);
    const mirror = new Mirror(mkdtempSync(join(scratch, 'board-')));
    const policy = checkpointPolicy(election);
    const { checkpoint } = await mirror.refresh(source, { policy, seen: undefined });
    const record = new BoardRecord(election, mirror);
    await record.read(checkpoint.size);
    if (record.voids.length > 0) return 'void';
    const { tally } = record.state;
    const asked = tally && (await record.blobOf(tally));
    return !asked || equalBytes(asked, await recomputeTally(record, mirror)) ? 'right' : 'other tally';
  } catch (error) {
    if ((error as Error).name !== 'TrusteeProblem') throw error;
    return 'stops';
  }
}

const records = recordIds().map(readRecord);

/**
 * Records outside this program's checks: hash tiles, which it computes itself (1.3); checkpoints of clock marks and
 * gaps between marks (1.4, 7.2, 7.3), because it uses its own clock and the times of the latest witnesses; that the
 * second entry is a mark (7.1), which makes no entry void; evidence of the user (1.5, 2.3, 11); the result, which comes
 * later (10, 9.3).
 */
const others = [
  /^tile-/,
  /^clock-checkpoint-/,
  /^forked-log$/,
  /^earlier-visit-/,
  /^gap-between-/,
  /-disagrees-on-time$/,
  /^backdated-/,
  /-without-file$/,
  /^second-entry-is-no-mark$/,
];
const isOthers = ({ id, expect: { checks } }: BrokenRecord): boolean =>
  others.some((name) => name.test(id)) || /^(2\.3|7\.8|9\.3|10\.|11\.)/.test(checks.join());

const stopped: readonly Outcome[] = ['stops', 'void', 'other tally'];

/** Returns one record of each check and all records that must be accepted. With CORPUS=all returns all records. */
function chosen(): BrokenRecord[] {
  const own = records.filter((record) => !isOthers(record));
  if (process.env['CORPUS'] === 'all') return own;
  const seen = new Set<string>();
  return own.filter(({ expect: { exit, checks } }) => {
    const isNew = exit === 0 || !seen.has(checks.join());
    seen.add(checks.join());
    return isNew;
  });
}

describe('of the negative corpus, the program', () => {
  test.each(chosen().map((record) => [record.id, record] as const))('%s', async (_, record) => {
    const outcome = await outcomeOf(record);
    if (record.expect.exit === 0) expect(outcome).toBe('right');
    else if (record.expect.exit === 3) expect(outcome).toBe('void');
    else expect(stopped).toContain(outcome);
  });
});

test.each([
  ['contest-withheld', [1], true],
  ['all-withheld', [0, 1], false],
  ['no-ballots', [], false],
])('%s: it is known what there is to decrypt', async (id, withheld, hasSums) => {
  const { files } = records.find((record) => record.id === id)!;
  const source: Source = { get: async (path, limit) => files.get(path)?.subarray(0, limit + 1) };
  const election = await manifestOnBoard(source);
  const mirror = new Mirror(mkdtempSync(join(scratch, 'board-')));
  const { checkpoint } = await mirror.refresh(source, {
    policy: checkpointPolicy(election),
    seen: undefined,
  });
  const record = new BoardRecord(election, mirror);
  await record.read(checkpoint.size);
  expect([record.withheld, record.hasSums]).toEqual([withheld, hasSums]);
});
