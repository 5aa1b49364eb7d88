/**
 * Tests that the verifier rejects each record of the negative corpus by exactly the intended check (spec chapter 10).
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromHex, utf8 } from '#crypto/bytes.ts';
import { noble } from '../verifier/crypto/arithmetic/noble.ts';
import { verify, type VerifyOptions } from '../verifier/verification/verify.ts';
import { allCases } from './negative/all-cases.ts';
import { readRecord, recordIds, type BrokenRecord } from './negative/record-file.ts';
import { memoryBoard } from './support/memory-board.ts';

const records = recordIds();
const spec = readFileSync(new URL('../docs/spec/10-verification.md', import.meta.url), 'utf8');

const exitCodes = { verified: 0, 'so far in order': 0, 'rules broken': 3, 'not verified': 1 } as const;

function optionsOf({ brought }: BrokenRecord): VerifyOptions {
  const { 'manifest-hash': hash, since, receipt } = brought;
  return {
    ...(hash === undefined ? {} : { manifestHash: fromHex(hash, 32) }),
    ...(since === undefined ? {} : { since: { name: 'since', bytes: utf8(since) } }),
    ...(receipt === undefined ? {} : { receipts: [{ name: 'receipt', bytes: utf8(receipt) }] }),
  };
}

describe('each record', () => {
  test.each(records)('%s', async (name) => {
    const record = readRecord(name);
    const board = memoryBoard(record.files);
    const report = await verify(board, optionsOf(record));
    const { verdict, checks } = report;
    const found = checks.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
    const sentences = checks.flatMap(({ id, findings }) =>
      findings.map((finding) => `${id} ${JSON.stringify(finding)}`),
    );
    expect(found, sentences.join('\n')).toEqual(record.expect.checks);
    expect(exitCodes[verdict]).toBe(record.expect.exit);
    // The reference arithmetic yields the same report, word for word.
    expect(await verify(board, { ...optionsOf(record), arithmetic: noble })).toEqual(report);
  });
});

test('files and cases are the same', () => {
  expect(records).toEqual(allCases.map(({ id }) => id).toSorted());
  expect(new Set(allCases.map(({ id }) => id)).size).toBe(allCases.length);
});

test('every check of the specification has a record that it alone refuses', () => {
  const ids = [...spec.matchAll(/^\| (\d+\.\d+) \| [FI] \|/gm)].map((match) => match[1]!);
  const covered = new Set(allCases.flatMap(({ expect: { checks } }) => (checks.length === 1 ? checks : [])));
  expect(ids.filter((id) => !covered.has(id))).toEqual([]);
  expect([...covered].filter((id) => !ids.includes(id))).toEqual([]);
});
