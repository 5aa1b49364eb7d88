/** Tests that the verifier passes some mutants of a small election, and that the fuzzer detects a faulty verifier. */

import { expect, test } from 'vitest';
import type { CheckId } from '../../../verifier/findings/checks.ts';
import { decodeRecord, encodeRecord } from '../record-file.ts';
import { realVerify, type Judged, type Verify } from './judge.ts';
import { mutate, type Mutant } from './mutate.ts';
import { fuzz, recordOf } from './run.ts';
import { makeWorld } from './world.ts';

const world = await makeWorld('tiny');
const SEED = 2;

/** Returns a faulty verifier that ignores the findings of one check. */
const without =
  (off: CheckId): Verify =>
  async (files) => {
    const report = await realVerify(files);
    const checks = report.checks.map((check) =>
      check.id === off ? { ...check, status: 'ok' as const, findings: [] } : check,
    );
    const isWrong = checks.some(({ status }) => status === 'failed' || status === 'not run');
    const isBroken = checks.some(({ status }) => status === 'incident');
    return { ...report, checks, verdict: isWrong ? 'not verified' : isBroken ? 'rules broken' : 'verified' };
  };

interface Failure {
  readonly mutant: Mutant;
  readonly judged: Judged;
}

/** Returns the failures that the fuzzer reports for mutant number `from`, made by the mutation `only`. */
async function failures(verify: Verify, only: string, from: number): Promise<Failure[]> {
  const seen: Failure[] = [];
  const failed = (mutant: Mutant, judged: Judged): void => void seen.push({ mutant, judged });
  const tally = await fuzz(world, { seed: SEED, from, to: from + 1, only: [only], verify, failed });
  expect(tally.failed).toBe(seen.length);
  return seen;
}

test('each mutant is refused or has the same result', async () => {
  const seen: string[] = [];
  const tally = await fuzz(world, {
    seed: SEED,
    from: 0,
    to: 10,
    second: 2,
    failed: ({ number, changes }, { faults }) => void seen.push([number, ...changes, ...faults].join('\n')),
  });
  expect(seen).toEqual([]);
  expect(tally.verdicts.get('not verified')).toBeGreaterThan(4);
  expect(tally.alone.size).toBeGreaterThan(1);
});

test('a check that is switched off is noticed, and its mutant can be made again', async () => {
  const [failure] = await failures(without('10.3'), 'blobNumber', 1);
  const { mutant, judged } = failure!;
  expect(judged.faults.join()).toMatch(/^verified with another result/);
  const again = await mutate(world, SEED, mutant.number, ['blobNumber']);
  expect(again).toEqual(mutant);
  const { files, defect } = decodeRecord(encodeRecord(recordOf(world, SEED, mutant, judged)));
  expect(defect).toContain(mutant.changes[0]);
  expect((await realVerify(files)).verdict).toBe('not verified');
});

test('a void entry that one of the judges takes is noticed', async () => {
  const [failure] = await failures(without('7.5'), 'ballot', 0);
  expect(failure!.judged.faults.join()).toContain('void entries');
});

test('a verifier that throws is noticed', async () => {
  const broken: Verify = () => Promise.reject(new Error('a fault of ours'));
  const [failure] = await failures(broken, 'drop', 0);
  expect(failure!.judged.faults.join()).toContain('a fault of ours');
});
