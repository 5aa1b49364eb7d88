import { describe, expect, test } from 'vitest';
import { mergeCells } from '../../verifier/tally/cells.ts';

const cells = (counts: readonly number[], smallUnit: number): string[] =>
  mergeCells(
    counts.map((count, unit) => ({ units: [unit], count })),
    smallUnit,
  ).map(({ units, count }) => `${units.join('+')}:${count}`);

describe('merging', () => {
  test.each([
    ['nothing small', [10, 12, 30], 10, ['0:10', '1:12', '2:30']],
    ['never', [1, 2, 0], 0, ['0:1', '1:2', '2:0']],
    ['never, with 1', [1, 2, 0], 1, ['0:1', '1:2', '2:0']],
    ['the smallest with the next smallest', [50, 3, 20, 7], 10, ['0:50', '1+3:10', '2:20']],
    ['until it is large enough', [50, 3, 20, 4], 10, ['0:50', '1+2+3:27']],
    ['empty ones stay alone', [0, 3, 0, 20], 10, ['0:0', '1+3:23', '2:0']],
    ['the only one with ballots', [0, 3, 0], 10, ['0:0', '1:3', '2:0']],
    ['all together, and still small', [1, 1, 1], 10, ['0+1+2:3']],
  ])('%s', (_, counts, smallUnit, expected) => {
    expect(cells(counts, smallUnit)).toEqual(expected);
  });

  test('among equals the one whose lowest unit comes first', () => {
    // 1 and 2 are merged to 4; then 3 with 2 ballots is the smallest, and 4 the next.
    expect(cells([9, 2, 2, 2], 5)).toEqual(['0:9', '1+2+3:6']);
    // 0 and 2 are merged to 6; then 1 and 3 are the equals.
    expect(cells([3, 4, 3, 4], 5)).toEqual(['0+2:6', '1+3:8']);
    // The cell of units 1 and 3 has its place by unit 1.
    expect(cells([8, 1, 9, 1], 3)).toEqual(['0+1+3:10', '2:9']);
  });

  test('a thousand units are merged quickly', () => {
    const merged = mergeCells(
      Array.from({ length: 1000 }, (_, unit) => ({ units: [unit], count: 1 + (unit % 5) })),
      3000,
    );
    expect(merged).toHaveLength(1);
  });
});
