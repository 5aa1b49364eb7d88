/**
 * Tests of unfinished elections: which checks are not yet due in each stage, and which findings there are still
 * (spec §10.1).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { concat, u8 } from '../../verifier/crypto/bytes.ts';
import { type CheckId, range } from '../../verifier/findings/checks.ts';
import { G } from '../../verifier/crypto/group.ts';
import { parseCheckpoint } from '../../verifier/board/log/note.ts';
import type { Stage } from '../../verifier/election/kinds.ts';
import { Verification } from '../../verifier/verification/verify.ts';
import { TestElection } from './support/election.ts';
import { a, anna, judge, opened, voted, xAndV } from './support/judge.ts';

const soFar = { soFar: true };

const whole = voted();
whole.challenge(1, [a]);
whole.count();
whole.publish();

/** Returns the election with the log up to the mark after the last entry of this kind, as it was published then. */
function cut(kind: number, e = whole): TestElection {
  const copy = e.clone();
  copy.entries.splice(copy.entries.findLastIndex((entry) => entry[0] === kind) + 2);
  return copy.publish();
}

/** Kind of the last entry of each stage in which a board may end. */
const ends: readonly (readonly [Stage, number])[] = [
  ['set-up', 0x20],
  ['open', 0x31],
  ['open', 0x41],
  ['closed', 0x32],
  ['admitted', 0x33],
  ['tallied', 0x50],
];

const chapter = readFileSync(join(import.meta.dirname, '../../docs/spec/10-verification.md'), 'utf8');

/** Returns the checks not yet due in a stage, from the table of §10.1 (`4.5, 8.1 to 10.3`). */
function notYetIn(stage: Stage): CheckId[] {
  const [, cell = ''] = new RegExp(String.raw`^\| ${stage} \| (.*) \|$`, 'm').exec(chapter) ?? [];
  return [...cell.matchAll(/(\d+\.\d+)(?: to (\d+\.\d+))?/g)].flatMap(([, from, to = from]) =>
    range(from as CheckId, to as CheckId),
  );
}

const later = { name: 'later', bytes: whole.checkpoint(whole.entries.length) };

describe.each(ends)('a board in the stage %s, after an entry of kind %i', (stage, kind) => {
  const board = cut(kind);

  test('is in order so far, with exactly the checks of the specification not yet', async () => {
    const { found, notRun, verdict, report } = await judge(board, soFar);
    expect({ found, notRun, verdict }).toEqual({ found: [], notRun: [], verdict: 'so far in order' });
    const mark = board.entries.length - 1;
    const time = Number(Buffer.from(board.entries[mark]!).readBigUInt64BE(1));
    expect(report).toMatchObject({ soFar: true, outcome: { stage, mark, time } });
    const notYet = report.checks.filter(({ status }) => status === 'not yet').map(({ id }) => id);
    expect(notYet.length).toBeGreaterThan(2);
    expect(notYet).toEqual(notYetIn(stage));
  });

  test('is not verified without the option', async () => {
    const { verdict, report } = await judge(board);
    expect({ verdict, soFar: report.soFar }).toEqual({ verdict: 'not verified', soFar: false });
    expect(report.checks.some(({ status }) => status === 'not yet')).toBe(false);
  });

  test.each<[string, (e: TestElection) => void, string, string]>([
    ['a void entry', (e) => e.at(e.now, () => e.append(u8(0x99))), 'rules broken', '7.5'],
    [
      'a first mark of a minute that nobody witnessed',
      (e) => {
        e.mark(e.now + 60);
        e.files.delete(`clock/${e.entries.length}`);
      },
      'not verified',
      '1.4',
    ],
  ])('with %s it is not in order', async (_, spoil, verdict, id) => {
    const e = board.clone();
    spoil(e);
    const judged = await judge(e.publish(), soFar);
    expect({ verdict: judged.verdict, found: judged.found }).toEqual({ verdict, found: [id] });
    expect(judged.report.soFar).toBe(true);
  });

  test('cut from a later stage is no other; a checkpoint of that stage tells', async () => {
    expect((await judge(board, { ...soFar, since: later })).places).toEqual(['1.5 file later']);
  });
});

test('the last entry need not be a mark; the mark shown is the last valid one', async () => {
  const e = cut(0x41);
  e.entries.pop();
  const { verdict, report } = await judge(e.publish(), soFar);
  expect(verdict).toBe('so far in order');
  expect(report.outcome?.mark).toBe(e.entries.length - 2);
});

test('a checkpoint of an earlier visit that the log continues is no fault', async () => {
  const since = { name: 'earlier', bytes: whole.checkpoint(10) };
  expect((await judge(cut(0x31), { ...soFar, since })).verdict).toBe('so far in order');
});

test('of entries that are not the signed ones nothing is known about stages', async () => {
  const e = cut(0x41);
  e.files.set('checkpoint', e.checkpoint(e.entries.length, { root: new Uint8Array(32) }));
  const { found, verdict, report } = await judge(e, soFar);
  expect({ found, verdict, soFar: report.soFar }).toEqual({
    found: ['1.3'],
    verdict: 'not verified',
    soFar: false,
  });
});

describe('a fault of the stage itself', () => {
  const spoiltBallot = (e: TestElection): void => {
    const { bytes } = e.ballot(anna, [a, xAndV]);
    e.at(e.now, () => e.append(bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))));
  };
  const wrongSum = (e: TestElection): void => {
    const sums = e.sums().map((sum, i) => (i === 0 ? { ...sum, data: sum.data.plus(G) } : sum));
    e.sums = () => sums;
    e.tally();
  };
  const closed = (e: TestElection): TestElection => (e.close(), e);
  const admitted = (e: TestElection): TestElection => (e.close(), e.admit(), e);

  test.each<[string, () => TestElection, string[], string]>([
    ['set-up: a ballot', () => { const e = new TestElection(); e.ceremony(); const { bytes } = e.ballot(anna, [a, xAndV]); e.at(e.now, () => e.append(bytes)); return e; }, ['7.5'], 'rules broken'],
    ['set-up: a ballot of a wrong form', () => { const e = new TestElection(); e.at(e.now, () => e.append(u8(0x40))); return e; }, ['5.1'], 'rules broken'],
    ['open: more credentials than people', () => { const e = new TestElection(); e.ceremony(); e.lists(); e.open(2, 1, 1); return e; }, ['4.4'], 'not verified'],
    ['open: no election key', () => { const e = new TestElection(); e.lists(); e.open(); return e; }, ['3.5'], 'not verified'],
    ['open: a ballot whose signature does not hold', () => { const e = opened(); spoiltBallot(e); return e; }, ['5.7'], 'rules broken'],
    ['closed: other numbers', () => { const e = voted(); e.close(3); return e; }, ['7.6'], 'not verified'],
    ['closed: a ballot', () => { const e = closed(voted()); spoiltBallot(e); return e; }, ['7.5'], 'rules broken'],
    ['admitted: fewer people than ballots', () => { const e = closed(voted()); e.admit(0, 0, 0); return e; }, ['4.5', '4.5', '4.5'], 'not verified'],
    ['tallied: a wrong sum', () => { const e = admitted(voted()); wrongSum(e); return e; }, ['8.3'], 'not verified'],
    ['tallied: a share that is none', () => { const e = admitted(voted()); e.tally(); e.decrypt(1, u8(0)); return e; }, ['9.1'], 'rules broken'],
  ])('%s', async (_, acts, found, verdict) => {
    const judged = await judge(acts().publish(), soFar);
    expect({ found: judged.found, verdict: judged.verdict }).toEqual({ found, verdict });
    expect(judged.report.soFar).toBe(true);
  }); // prettier-ignore

  test('checks that could not run because of it are not run, rather than not yet', async () => {
    const e = new TestElection();
    e.lists();
    e.open();
    const { notRun } = await judge(e.publish(), soFar);
    expect(notRun).toEqual(['4.5', ...range('4.7', '6.3'), ...range('7.6', '7.8'), ...range('8.1', '10.3')]);
  });
});

test('with enough shares the quorum is judged before the result is there', async () => {
  const status = async (e: TestElection): Promise<string> =>
    (await judge(e, soFar)).report.checks.find(({ id }) => id === '9.3')!.status;
  const e = voted();
  e.close();
  e.admit();
  e.tally();
  e.decrypt(1);
  expect(await status(e.publish())).toBe('not yet');
  e.decrypt(3);
  expect(await status(e.publish())).toBe('ok');
});

describe('a finished board: the option changes nothing', () => {
  const spoilt = (spoil: (e: TestElection) => void): TestElection => {
    const e = whole.clone();
    spoil(e);
    return e.publish();
  };
  const withResult = (e: TestElection, body: Uint8Array): void => {
    e.entries.splice(e.entries.findIndex((entry) => entry[0] === 0x52));
    e.append(concat(u8(0x52), body));
    e.mark();
  };
  test.each<[string, TestElection, string]>([
    ['all in order', whole, 'verified'],
    ['no mark at its end', spoilt((e) => e.append(u8(0x99))), 'rules broken'],
    ['a result that cannot be read', spoilt((e) => withResult(e, u8(0))), 'not verified'],
  ])('%s', async (_, board, verdict) => {
    const usual = await judge(board);
    expect(usual.verdict).toBe(verdict);
    expect((await judge(board, soFar)).report).toEqual(usual.report);
  });
});

test('a board judged as it grows has at each step the report of a board judged at once', async () => {
  const e = whole.clone();
  e.at(e.now, () => e.append(u8(0x99)));
  e.publish();
  const board = cutAt(e, 2);
  const growing = await Verification.start(board, soFar);
  for (let size = 2; size <= e.entries.length; size += 9) {
    const now = cutAt(e, size);
    for (const path of board.files.keys()) board.files.delete(path);
    for (const [path, bytes] of now.files) board.files.set(path, bytes);
    await growing.extend(parseCheckpoint(now.files.get('checkpoint')!));
    expect(growing.report).toEqual((await judge(now, soFar)).report);
  }
});

/** Returns the election with the log up to this size, which need not end with a mark. */
function cutAt(e: TestElection, size: number): TestElection {
  const copy = e.clone();
  copy.entries.splice(size);
  for (const path of copy.files.keys()) if (path.startsWith('tile/')) copy.files.delete(path);
  return copy.publish();
}
