/** Tests of the second verifier of the tally, which is written in Python from docs/spec only. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { votesFromCsv } from '../election/choices.ts';
import { loadExample } from '../election/examples.ts';
import { runElection } from '../election/run.ts';
import { writeBoard } from '../negative/board-files.ts';
import { type BrokenRecord, readRecord } from '../negative/record-file.ts';
import { foundIn, hasPython, type Ran, verifyTally } from './program.ts';

const work = mkdtempSync(join(tmpdir(), 'sivei-interop-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Verifies a record of the negative corpus. */
async function verifyRecord({ id, files }: BrokenRecord, ...options: string[]): Promise<Ran> {
  const directory = join(work, id);
  await writeBoard(directory, files);
  return verifyTally(...options, directory);
}

/**
 * Votes with two divisions of coalition votes that leave a remainder. pan-pri-prd has two votes for three parties, so
 * the two with the most votes of their own get one each. pvem-pt has one vote for two parties with equal votes, so the
 * first in order gets it.
 */
const csv = `unit,presidencia
01,pan
02,pan
03,prd
03,pan-pri-prd
04,pan-pri-prd
05,pvem-pt
06,morena
07,nulo
`;
const votes = ['pan 2', 'prd 1', 'morena 1', 'pan-pri-prd 2', 'pvem-pt 1', 'nulo 1'];
const parties = ['pan 3', 'pri 0', 'prd 2', 'pvem 1', 'pt 0', 'mc 0', 'morena 1'];

describe.runIf(hasPython)('the second verifier (apt-get install python3)', () => {
  const board = join(work, 'board');

  beforeAll(async () => {
    await runElection({
      template: { ...loadExample('presidency-2024').template, smallUnit: 8 },
      trustees: { count: 3, threshold: 2 },
      present: [3, 1],
      roll: 8,
      votes: (election) => votesFromCsv(election, csv),
      challengeEvery: 8,
      directory: board,
      progress: () => undefined,
    });
  });

  test('finds the record in order, and the votes and the party votes that were cast', async () => {
    const { code, output } = await verifyTally(board);
    expect(output).toMatch(/^VERIFIED$/m);
    expect(code).toBe(0);
    const figures = (word: string): string[] =>
      [...output.matchAll(new RegExp(`^${word} presidencia (.+)$`, 'gm'))].map(([, figure]) => figure!);
    expect(figures('votes').filter((figure) => !figure.endsWith(' 0'))).toEqual(votes);
    expect(figures('party')).toEqual(parties);
  });

  test.each<[string, ...string[]]>([
    ['rogue-key'],
    ['tally-drops-a-ballot'],
    ['share-proof-of-another-trustee'],
    ['result-moves-a-vote'],
    ['issue-from-another-pool'],
    ['held-ballot-never-came'],
    ['modalities-exchanged'],
    ['vote-of-two', '--proofs'],
  ])('refuses %s by the check that the corpus names', async (id, ...options) => {
    const record = readRecord(id);
    const ran = await verifyRecord(record, ...options);
    expect(record.expect.checks.length).toBeGreaterThan(0);
    expect(foundIn(ran)).toEqual(record.expect.checks);
    expect(ran.code).toBe(record.expect.exit);
  });

  test('counts what was voted in person', async () => {
    const { code, output } = await verifyRecord(readRecord('in-person'));
    expect(output).toMatch(/ballots counted: 10$/m);
    expect(code).toBe(0);
  });

  test('could not run without a board', async () => {
    expect((await verifyTally(join(work, 'nowhere'))).code).toBe(2);
  });
});
