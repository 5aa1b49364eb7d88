/** Tests of acts of the authority: a quorum of its keys signs each (spec §2.5). */
import { describe, expect, test } from 'vitest';
import { concat, u8 } from '../../verifier/crypto/bytes.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import type { Sentence } from '../../verifier/findings/sentences/sentence.ts';
import { blobOf } from '../../verifier/observe/mirror/attachments.ts';
import { ACT_SIGNATURES_BYTES, TestBoard } from './support/board.ts';
import { closes, TestElection } from './support/election.ts';
import { type Fault, faults, judge, opened } from './support/judge.ts';
import { p256Key, u32s } from './support/manifest.ts';

/** Returns the faults of a closing with these signatures. */
function closedBy(signers: Readonly<Record<number, string>>): Promise<Fault[]> {
  const e = opened();
  e.mark(closes + 600);
  e.append(e.act(0x32, u32s(0, 0), signers));
  e.mark();
  return faults(e);
}

const [first, second, third] = [0, 1, 2].map((i) => `authority ${i}`) as [string, string, string];

test.each<[string, Record<number, string>]>([
  ['the first and second', { 0: first, 1: second }],
  ['the first and third', { 0: first, 2: third }],
  ['the second and third', { 1: second, 2: third }],
])('%s of three keys sign', async (_, signers) => {
  expect(await closedBy(signers)).toEqual([]);
});

describe('a wrong form, whose signatures are not judged', () => {
  test.each<[string, Record<number, string>, Sentence]>([
    ['one signature', { 1: second }, sentences.tooShort()],
    ['three signatures', { 0: first, 1: second, 2: third }, sentences.trailing(65)],
    ['a position that no key has', { 0: first, 3: 'authority 3' }, sentences.badSigners()],
    [
      'a position that no key has, with a wrong signature',
      { 0: 'board', 255: third },
      sentences.badSigners(),
    ],
  ])('%s', async (_, signers, says) => {
    expect(await closedBy(signers)).toEqual([['7.6', says]]);
  });

  test.each<[string, readonly number[]]>([
    ['one key twice', [1, 1]],
    ['keys in another order', [2, 0]],
  ])('%s', async (_, positions) => {
    const e = opened();
    e.mark(closes + 600);
    const message = concat(u8(0x32), u32s(0, 0));
    const signatures = positions.flatMap((i) => [u8(i), e.sign(message, `authority ${i}`)]);
    e.append(concat(message, ...signatures));
    e.mark();
    expect(await faults(e)).toEqual([['7.6', sentences.badSigners()]]);
  });
});

describe('wrong signatures are one finding', () => {
  test.each<[string, Record<number, string>]>([
    ['the second', { 0: first, 2: second }],
    ['the first', { 0: 'board', 2: third }],
    ['both', { 0: 'board', 1: 'registrar' }],
    ['those of each other', { 0: third, 2: first }],
  ])('%s', async (_, signers) => {
    expect(await closedBy(signers)).toEqual([['7.6', sentences.badSignatures()]]);
  });
});

test('a quorum of one among one key', async () => {
  const e = new TestElection((manifest) => {
    Object.assign(manifest.authority, { keys: [p256Key(first)], quorum: 1 });
  });
  e.entries[0] = e.act(0x01, e.entries[0]!.subarray(1, -ACT_SIGNATURES_BYTES), { 0: first });
  e.files.set('clock/2', e.checkpoint(2));
  expect(await faults(e)).toEqual([]);
});

describe('the manifest entry is judged by the keys of its manifest', () => {
  const forms: [string, (e: TestBoard, body: Uint8Array) => Uint8Array, Sentence][] = [
    ['one signature', (e, body) => e.act(0x01, body, { 0: first }), sentences.tooShort()],
    ['a byte more', (e) => concat(e.entries[0]!, u8(0)), sentences.trailing(1)],
    ['a wrong position', (e, body) => e.act(0x01, body, { 0: first, 4: third }), sentences.badSigners()],
    ['a wrong signature', (e, body) => e.act(0x01, body, { 0: first, 2: second }), sentences.badSignatures()],
  ];
  test.each(forms)('%s', async (_, entry, says) => {
    const e = new TestBoard();
    e.entries[0] = entry(e, e.entries[0]!.subarray(1, -ACT_SIGNATURES_BYTES));
    e.files.set('clock/2', e.checkpoint(2));
    const { report, notRun } = await judge(e.publish(), { soFar: true });
    expect(await faults(e)).toEqual([['2.1', says]]);
    expect({ notRun, keys: report.outcome?.authority }).toEqual({ notRun: [], keys: { keys: 3, quorum: 2 } });
  });

  test('without a manifest that can be used its form is not judged', async () => {
    const e = new TestBoard((manifest) => (manifest.authority.quorum = 1));
    const { places, notRun } = await judge(e.publish());
    expect(places).toEqual(['2.2 file manifest, member authority.quorum']);
    expect(notRun).toContain('2.1');
  });
});

test('a copy of the board has the manifest, whose quorum it need not know', () => {
  const e = new TestBoard();
  const [path] = [...e.files.keys()].filter((name) => name.startsWith('blob/'));
  expect(blobOf(e.entries[0]!)!.path).toBe(path);
});
