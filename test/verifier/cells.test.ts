import { describe, expect, test } from 'vitest';
import { mergeCells } from '../../verifier/election/tally/cells.ts';

const cells = (counts: readonly number[], smallUnit: number, byModality = false): string[] =>
  mergeCells(
    counts.map((count, part) => ({ parts: [part], count })),
    smallUnit,
    byModality,
  ).map(({ parts, count }) => `${parts.join('+')}:${count}`);

describe('merging', () => {
  test.each([
    ['nothing small', [10, 12, 30], 10, ['0:10', '1:12', '2:30']],
    ['never', [1, 2, 0], 0, ['0:1', '1:2', '2:0']],
    ['never, with 1', [1, 2, 0], 1, ['0:1', '1:2', '2:0']],
    ['the smallest with the next smallest', [50, 3, 20, 7], 10, ['0:50', '1+3:10', '2:20']],
    ['until it is large enough', [50, 3, 20, 4], 10, ['0:50', '1+2+3:27']],
    ['empty ones stay alone', [0, 3, 0, 20], 10, ['0:0', '1+3:23', '2:0']],
    ['the only one with ballots, and enough of them', [0, 10, 0], 10, ['0:0', '1:10', '2:0']],
    ['without ballots', [0, 0], 10, ['0:0', '1:0']],
    ['withheld: the only one with ballots has too few', [0, 9, 0], 10, []],
    ['withheld: all together are too few', [3, 3, 3], 10, []],
    ['all together are enough', [3, 3, 4], 10, ['0+1+2:10']],
  ])('%s', (_, counts, smallUnit, expected) => {
    expect(cells(counts, smallUnit)).toEqual(expected);
  });

  // Even parts have ballots by internet, odd parts ballots in person.
  test.each([
    ['with one of the same modality, though another is smaller', [3, 4, 50, 60], 10, ['0+2:53', '1+3:64']],
    ['with the other modality if its own has no more ballots', [3, 40, 0, 60], 10, ['0+1:43', '2:0', '3:60']],
    ['first its own, then the other', [2, 9, 2, 9, 0, 50], 10, ['0+1+2:13', '3+5:59', '4:0']],
    ['with the smallest of the other', [1, 0, 0, 30, 0, 20], 10, ['0+5:21', '1:0', '2:0', '3:30', '4:0']],
    ['one of both with what there is', [2, 3, 0, 40], 10, ['0+1+3:45', '2:0']],
  ])('by modality: %s', (_, counts, smallUnit, expected) => {
    expect(cells(counts, smallUnit, true)).toEqual(expected);
  });

  test('among equals the one whose lowest unit comes first', () => {
    // 1 and 2 are merged to 4; then 3 with 2 ballots is the smallest, and 4 the next.
    expect(cells([9, 2, 2, 2], 5)).toEqual(['0:9', '1+2+3:6']);
    // 0 and 2 are merged to 6; then 1 and 3 are equal.
    expect(cells([3, 4, 3, 4], 5)).toEqual(['0+2:6', '1+3:8']);
    // 1 and 3 are merged to 2, which is still below 3; then 0 is the next smallest.
    expect(cells([8, 1, 9, 1], 3)).toEqual(['0+1+3:10', '2:9']);
  });

  test('a thousand units are merged quickly, of both modalities', () => {
    const merged = mergeCells(
      Array.from({ length: 2000 }, (_, part) => ({ parts: [part], count: 1 + (part % 5) })),
      6000,
      true,
    );
    expect(merged).toHaveLength(1);
  });
});
