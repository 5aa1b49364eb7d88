import { expect, test } from 'vitest';
import { Column } from '../../verifier/election/column.ts';

test.each([
  ['bytes', Uint8Array, 255],
  ['numbers of 16 bits', Uint16Array, 65_535],
  ['indexes', Float64Array, Number.MAX_SAFE_INTEGER],
])('a column of %s keeps numbers in any order, and 0 everywhere else', (_, NumbersArray, largest) => {
  const column = new Column(NumbersArray);
  const indexes = [0, 1, 65_535, 65_536, 2 ** 24 + 1, 2 ** 32 + 5, 3];
  for (const [i, index] of indexes.entries()) column.set(index, largest - i);
  for (const [i, index] of indexes.entries()) expect(column.get(index)).toBe(largest - i);
  for (const index of [-1, 2, 65_534, 65_537, 200_000, 2 ** 24, 2 ** 40]) expect(column.get(index)).toBe(0);
  column.set(1, 7);
  expect([column.get(0), column.get(1), column.get(2)]).toEqual([largest, 7, 0]);
});
