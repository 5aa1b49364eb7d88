import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kindOf, kinds, type NamedKind } from '../../verifier/election/kinds.ts';

const spec = join(import.meta.dirname, '../../docs/spec');
const board = readFileSync(join(spec, '08-board.md'), 'utf8');
const ceremony = readFileSync(join(spec, '05-ceremony.md'), 'utf8');
const all = Object.values(kinds).map(({ byte }) => kindOf(Uint8Array.of(byte))!);

/** Kinds by the names that the specification gives them. */
const specNames = new Map<string, (kind: NamedKind) => boolean>([
  ['ceremony messages', ({ byte }) => byte >= 0x10 && byte <= 0x18],
  ...Object.entries({
    manifest: 'manifest',
    clock: 'clock',
    build: 'build',
    incident: 'incident',
    'change of hours': 'changeOfHours',
    credentials: 'credentialList',
    revocation: 'revocation',
    issue: 'issue',
    pool: 'pool',
    opening: 'opening',
    closing: 'closing',
    admissions: 'admissions',
    'site closing': 'siteClosing',
    ballot: 'ballot',
    'challenged ballot': 'challengedBallot',
    tally: 'tally',
    'decryption share': 'decryptionShare',
    result: 'result',
  }).map(([name, own]): [string, (kind: NamedKind) => boolean] => [name, (kind) => kind.name === own]),
]);

test('the kinds have the bytes of §8.4 and §5.1', () => {
  const rows = [...board.matchAll(/^\| (0x[0-9a-f]{2}) \| (?!reserved)([a-z ]+) \|/gm)];
  expect(rows.length).toBeGreaterThan(10);
  for (const [, byte, name] of rows)
    expect(all.filter(specNames.get(name!)!).map((kind) => kind.byte)).toEqual([Number(byte)]);
  const messages = [...ceremony.matchAll(/^\| (0x[0-9a-f]{2}) \|/gm)].map(([, byte]) => Number(byte));
  expect(all.filter(specNames.get('ceremony messages')!).map(({ byte }) => byte)).toEqual(messages);
  expect(all).toHaveLength(rows.length + messages.length);
  expect(new Set(all.map(({ byte }) => byte)).size).toBe(all.length);
});

test('the kinds belong to the stages of §8.8, and end them', () => {
  const table = board.slice(board.indexOf('## 8.8'), board.indexOf('## 8.9'));
  const rows = [...table.matchAll(/^\| ([a-z-]+) \| ([^|]+) \| ([a-z]*) ?\|$/gm)];
  expect(rows).toHaveLength(6);
  for (const [i, [, stage, listed, ending]] of rows.entries()) {
    const names = listed!.split(', ').map((name) => name.replace(/ \(.*/, ''));
    const expected = all.filter((kind) => [...names, ending!].some((name) => specNames.get(name)?.(kind)));
    const own = all.filter(
      (kind) => kind.stages.some((one) => one === stage) || (i === 0 && kind.byte === 1),
    );
    expect(own).toEqual(expected);
    const [ends] = own.filter(({ nextStage }) => nextStage);
    expect(ends?.nextStage).toBe(rows[i + 1]?.[1]);
    if (ends) expect(specNames.get(ending!)!(ends)).toBe(true);
  }
});

test('a byte that is no kind is unknown', () => {
  for (const bytes of [[], [0], [0x19], [0x30], [0x53], [0xff]])
    expect(kindOf(Uint8Array.from(bytes))).toBeUndefined();
});
