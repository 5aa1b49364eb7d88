import { expect, test } from 'vitest';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, u32 } from '../../verifier/crypto/bytes.ts';
import { G } from '../../verifier/crypto/group.ts';
import { KeyTable } from '../../verifier/election/key-table.ts';
import { discreteLog } from '../../verifier/election/tally/discrete-log.ts';
import { repeatsPad } from '../../verifier/election/ballot/parse.ts';

test('a table of keys numbers them and knows them again', () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 5000 }, (_, i) => sha256(u32(i)));
  for (const [i, key] of keys.entries()) expect(table.add(key)).toBe(i);
  for (const [i, key] of keys.entries()) expect(table.find(key)).toBe(i);
  expect(table.add(keys[7]!)).toBe(-1);
  expect(table.has(sha256(u32(5000)))).toBe(false);
  expect(table.size).toBe(5000);
});

test('keys that differ in one byte, and the key of zeros', () => {
  const table = new KeyTable();
  const keys = Array.from({ length: 32 }, (_, i) =>
    Uint8Array.from({ length: 32 }, (__, j) => (i === j ? 1 : 0)),
  );
  for (const key of [new Uint8Array(32), ...keys]) expect(table.add(key)).toBeGreaterThanOrEqual(0);
  expect(table.size).toBe(33);
  // A view into a larger buffer at an odd offset is the same key.
  const view = new Uint8Array(70).subarray(3, 35);
  view[0] = 1;
  expect(table.find(view)).toBe(1);
  // So is a Buffer, whose slice() does not copy.
  expect(table.find(Buffer.from(view))).toBe(1);
});

test.each([0, 1, 2, 5, 30, 100])('the search finds every number up to %i, and none above', (bound) => {
  for (let v = 0; v <= bound; v += 1) expect(discreteLog(G.times(BigInt(v)), bound)).toBe(v);
  expect(discreteLog(G.times(BigInt(bound + 1)), bound)).toBeUndefined();
  expect(discreteLog(G.times(12_345_678_901_234_567n), bound)).toBeUndefined();
});

test('two pads of a ballot are equal if all their bytes are', () => {
  const pads = Array.from({ length: 40 }, (_, i) => new Uint8Array(32).fill(200 + i));
  const almost = pads[7]!.with(31, 0); // the same first bytes
  const isEqual = (...own: readonly Uint8Array[]): boolean => {
    const data = new Uint8Array(32); // the same in all ciphertexts
    const bytes = concat(u32(0), new Uint8Array(35), ...own.flatMap((pad) => [pad, data]));
    return repeatsPad(bytes.subarray(4), { ciphertexts: own.length });
  };
  expect(isEqual(pads[0]!)).toBe(false);
  expect(isEqual(...pads)).toBe(false);
  expect(isEqual(...pads, almost)).toBe(false);
  expect(isEqual(...pads, almost, almost.slice())).toBe(true);
  expect(isEqual(...pads, pads[0]!.slice())).toBe(true);
  expect(isEqual(pads[3]!, pads[3]!)).toBe(true);
});
