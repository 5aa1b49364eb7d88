import { describe, expect, test } from 'vitest';
import { concat, u32, u8 } from '../../verifier/crypto/bytes.ts';
import { G } from '../../verifier/crypto/group.ts';
import { ACT_SIGNATURES_BYTES } from './support/board.ts';
import type { TestElection } from './support/election.ts';
import { a, anna, judge, opened, voted, xAndV } from './support/judge.ts';

const flip = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));

/** Steps that append the entries after the votes. A test may replace each. */
interface Acts {
  close: (e: TestElection) => void;
  admit: (e: TestElection) => void;
  tally: (e: TestElection) => void;
  decrypt: (e: TestElection) => void;
  result: (e: TestElection) => void;
}

async function count(acts: Partial<Acts>): Promise<{ found: string[]; notRun: string[]; verdict: string }> {
  const e = voted();
  const all: Acts = {
    close: () => e.close(),
    admit: () => e.admit(),
    tally: () => e.tally(),
    decrypt: () => {
      e.decrypt(2);
      e.decrypt(3);
    },
    result: () => e.result(),
    ...acts,
  };
  all.close(e);
  all.admit(e);
  all.tally(e);
  all.decrypt(e);
  all.result(e);
  const { found, notRun, verdict } = await judge(e.publish());
  return { found, notRun, verdict };
}

test('all is right, by any two trustees', async () => {
  const right = { found: [], notRun: [], verdict: 'verified' };
  expect(await count({})).toEqual(right);
  const decrypt = (e: TestElection): void => {
    e.decrypt(3);
    e.decrypt(1);
    e.decrypt(2);
  };
  expect(await count({ decrypt })).toEqual(right);
});

/** Returns a step that publishes the tally with a changed blob. */
const tallyOf =
  (change: (blob: Uint8Array, e: TestElection) => Uint8Array): Acts['tally'] =>
  (e) =>
    e.tally(change(e.tallyBlob(), e));

type Numbers = ReturnType<TestElection['numbers']>;
const resultOf =
  (change: (numbers: Numbers) => void): Acts['result'] =>
  (e) => {
    const numbers = e.numbers();
    change(numbers);
    e.result(numbers);
  };

const afterTally = ['9.1', '9.2', '9.3', '10.2'];

describe('faults of the count', () => {
  test.each<[string, Partial<Acts>, string[], string[]]>([
    ['a closing with other numbers', { close: (e) => e.close(5, 1) }, ['7.6', '7.6'], []],
    ['a closing signed by the board', { close: (e) => { e.close(); resign(e, 0x32, 'board'); } }, ['7.6'], []],
    ['a closing within the grace period', { close: (e) => { e.mark(e.now + 60); e.append(e.signed(0x32, concat(u32(4), u32(0)), 'authority')); e.mark(); } }, ['7.6'], []],
    ['admissions below the ballots', { admit: (e) => e.admit(1, 1, 1) }, ['4.5'], []],
    ['admissions above the roll', { admit: (e) => e.admit(2, 3, 1) }, ['4.5'], []],
    ['admissions for two units', { admit: (e) => e.admit(2, 1) }, ['4.5'], []],
    ['a tally with a byte more', { tally: tallyOf((blob) => concat(blob, u8(0))) }, ['8.1'], ['8.2', '8.3', ...afterTally]],
    ['a tally that is not there', { tally: (e) => { e.tally(); for (const [path] of e.files) if (path.startsWith('blob/') && e.files.get(path)!.length === e.tallyBlob().length) e.files.delete(path); } }, ['8.1'], ['8.2', '8.3', ...afterTally]],
    ['a tally that is another', { tally: (e) => { e.tally(); for (const [path, bytes] of e.files) if (path.startsWith('blob/') && bytes.length === e.tallyBlob().length) e.files.set(path, flip(bytes, -1)); } }, ['8.1'], ['8.2', '8.3', ...afterTally]],
    ['a tally signed by the authority', { tally: (e) => { e.tally(); resign(e, 0x50, 'authority'); } }, ['8.1'], []],
    ['a tally of other cells', { tally: tallyOf((blob) => flip(blob, 5)) }, ['8.2'], ['8.3', ...afterTally]],
    ['a tally with another N', { tally: tallyOf((blob) => flip(blob, 9)) }, ['8.2'], []],
    ['a share of an alternate', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.append(e.signed(0x51, concat(u8(4), e.blob(e.shareBlob(1))), 'trustee 4')); e.mark(); } }, ['9.1'], []],
    ['a second share', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.decrypt(1); } }, ['9.1'], []],
    ['a share signed by another', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.append(e.signed(0x51, concat(u8(3), e.blob(e.shareBlob(3))), 'trustee 1')); e.mark(); } }, ['9.1'], []],
    ['a share cut short', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.decrypt(3, e.shareBlob(3).subarray(0, -32)); } }, ['9.1'], []],
    ["another's share", { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.decrypt(3, e.shareBlob(1)); } }, ['9.2'], []],
    ['a share with one wrong proof, then a good one', { decrypt: (e) => { e.decrypt(1); e.decrypt(3, flip(e.shareBlob(3), -32)); e.decrypt(3); } }, ['9.2'], []],
    ['a share with a multiple that is no element', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.decrypt(3, e.shareBlob(3).fill(0xff, 0, 32)); } }, ['9.1'], []],
    ['a share with other multiples that cancel', { decrypt: (e) => { e.decrypt(1); e.decrypt(2); e.decrypt(3, e.shareBlob(3, (D, j) => (j > 1 ? D : j === 0 ? D.plus(G) : D.minus(G)))); } }, ['9.2'], []],
    ['a blob of a share with a wrong length, then the right one', { decrypt: (e) => { const ref = e.blob(e.shareBlob(3)); e.append(e.signed(0x51, concat(u8(3), ref.with(35, ref[35]! ^ 1)), 'trustee 3')); e.decrypt(1); e.append(e.signed(0x51, concat(u8(3), ref), 'trustee 3')); e.mark(); } }, ['9.1'], []],
    ['one share of two', { decrypt: (e) => e.decrypt(1) }, ['9.3'], ['10.2']],
    ['a result with a byte more', { result: (e) => { e.append(e.signed(0x52, e.blob(u8(0)), 'authority')); e.mark(); } }, ['10.1'], ['10.2', '10.3']],
    ['a result with fewer cells', { result: resultOf((numbers) => numbers[1]!.cells.pop()) }, ['10.1'], ['10.2', '10.3']],
    ['a result signed by the board', { result: (e) => { e.result(); resign(e, 0x52, 'board'); } }, ['10.1'], []],
    ['other votes, other totals', { result: resultOf(([office]) => { office!.cells[0]![0]! += 1; office!.totals[0]! += 1; office!.parties[0]! += 1; }) }, ['10.2'], []],
    ['another total', { result: resultOf(([, seats]) => { seats!.totals[0]! += 1; }) }, ['10.3'], []],
    ['other votes of a party', { result: resultOf(([office]) => { office!.parties[1]! += 1; }) }, ['10.3'], []],
  ])('%s', async (_, acts, ids, missing) => {
    const { found, notRun } = await count(acts);
    expect({ found, notRun }).toEqual({ found: ids, notRun: missing });
  }); // prettier-ignore

  test('a sum that is not that of the ballots', async () => {
    // The shares are made for the published tally, which is wrong by one vote.
    const e = voted();
    e.close();
    e.admit();
    const right = e.sums();
    const wrong = right.map((sum, i) => (i === 0 ? { ...sum, data: sum.data.plus(G) } : sum));
    e.sums = () => wrong;
    e.tally();
    e.decrypt(1);
    e.decrypt(2);
    const numbers = e.numbers();
    numbers[0]!.cells[0]![0]! += 1;
    numbers[0]!.totals[0]! += 1;
    numbers[0]!.parties[0]! += 1;
    e.result(numbers);
    expect((await judge(e.publish())).places).toEqual(['8.3 contest office, cell 0']);
  });

  test('a sum that opens to no possible number', async () => {
    const e = voted();
    e.close();
    e.admit();
    const wrong = e.sums().map((sum, i) => (i === 0 ? { ...sum, data: sum.data.plus(G.times(77n)) } : sum));
    e.sums = () => wrong;
    e.tally();
    e.decrypt(1);
    e.decrypt(2);
    e.result();
    const { places, report } = await judge(e.publish());
    expect(places).toEqual(['8.3 contest office, cell 0', '10.2 contest office, cell 0']);
    const [finding] = report.checks.find(({ id }) => id === '10.2')!.findings;
    expect(finding!.says.en).toContain('no possible number');
  });
});

describe('a share of a tally without sums is void, like any of a wrong length', () => {
  const decryptShort: Acts['decrypt'] = (e) => {
    e.decrypt(1);
    e.decrypt(2);
    e.decrypt(3, e.shareBlob(3).subarray(0, -32));
  };

  test.each<[string, (e: TestElection) => void]>([
    ['nobody voted', () => undefined],
    ['every contest is withheld', (e) => e.cast(anna, [a, xAndV])],
  ])('%s', async (_, vote) => {
    const e = opened();
    vote(e);
    e.close();
    e.admit();
    e.tally();
    expect(e.sums()).toEqual([]);
    const share = e.shareBlob(1);
    expect(share).toHaveLength(96);
    // The second one is judged as the first: no valid share was before it.
    const blobs = [share, share, concat(share.subarray(0, 32), share), share.subarray(0, -32)];
    const places = blobs.map((blob) => {
      e.decrypt(1, blob);
      return `9.1 entry ${e.entries.length - 2}, trustee 1`;
    });
    e.result();
    const { report, ...short } = await judge(e.publish());
    const { verdict, notRun } = await count({ decrypt: decryptShort });
    expect(short).toMatchObject({ places, verdict, notRun });
    expect(verdict).toBe('rules broken');
    const { findings } = report.checks.find(({ id }) => id === '9.1')!;
    for (const { says } of findings) expect(says.en).toBe('there is nothing to decrypt');
    expect(report.outcome!.trustees.openers).toEqual([]);
  });
});

/** Signs the last entry of this kind with another key, and makes the checkpoints of later marks again. */
function resign(e: TestElection, kind: number, signer: string): void {
  const index = e.entries.findLastIndex((entry) => entry[0] === kind);
  const signatures = kind === 0x50 ? 64 : ACT_SIGNATURES_BYTES;
  e.entries[index] = e.signed(kind, e.entries[index]!.subarray(1, -signatures), signer);
  for (let size = index + 2; size <= e.entries.length; size += 1) {
    if (e.files.has(`clock/${size}`)) e.files.set(`clock/${size}`, e.checkpoint(size));
  }
}

describe('an election that is not finished', () => {
  test.each<[string, (e: TestElection) => void, string[], string]>([
    ['no closing', () => undefined, ['7.6'], '4.5'],
    ['no admissions', (e) => e.close(), ['4.5'], '8.1'],
    ['no tally', (e) => { e.close(); e.admit(); }, ['8.1'], '8.2'],
    ['no result', (e) => { e.close(); e.admit(); e.tally(); e.decrypt(1); e.decrypt(2); }, ['10.1'], '10.2'],
    ['no shares', (e) => { e.close(); e.admit(); e.tally(); }, ['9.3', '10.1'], '10.2'],
  ])('%s', async (_, acts, ids, next) => {
    const e = voted();
    acts(e);
    const { found, notRun, verdict } = await judge(e.publish());
    expect({ found, verdict }).toEqual({ found: ids, verdict: 'not verified' });
    expect(notRun[0]).toBe(next);
    const soFar = await judge(e, { soFar: true });
    expect(soFar).toMatchObject({ found: [], notRun: [], verdict: 'so far in order', report: { soFar: true } });
  }); // prettier-ignore
});
