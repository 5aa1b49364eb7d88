import { describe, expect, test } from 'vitest';
import { partyVotes } from '../../verifier/election/tally/parties.ts';

// Parties of each option: A, B and C alone, A+B, A+C, B+C, A+B+C, and none for a special option.
const marks = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []];
const split = (...totals: number[]): number[] => partyVotes(totals, marks, 3);

describe('votes of the parties', () => {
  test.each([
    ['no coalition', [5, 3, 1, 0, 0, 0, 0, 9], [5, 3, 1]],
    ['an even split', [5, 3, 1, 4, 0, 0, 0, 0], [7, 5, 1]],
    ['the odd vote goes to the one with more votes alone', [3, 5, 1, 1, 0, 0, 0, 0], [3, 6, 1]],
    ['two odd votes among three', [1, 5, 3, 0, 0, 0, 2, 0], [1, 6, 4]],
    ['a tie goes by the order of registration', [4, 4, 4, 1, 1, 1, 1, 0], [7, 5, 4]],
    ['two odd votes in a tie', [4, 4, 4, 0, 0, 0, 2, 0], [5, 5, 4]],
    ['votes alone decide, not those added before', [2, 1, 0, 0, 1, 1, 0, 0], [3, 2, 0]],
    ['nobody has votes alone', [0, 0, 0, 3, 0, 0, 0, 0], [2, 1, 0]],
  ])('%s', (_, totals, expected) => {
    expect(split(...totals)).toEqual(expected);
  });

  test('no vote is lost', () => {
    const totals = [17, 4, 9, 13, 7, 5, 11, 6];
    const all = totals.slice(0, 7).reduce((sum, n) => sum + n, 0);
    expect(split(...totals).reduce((sum, n) => sum + n, 0)).toBe(all);
  });

  test('a question has none', () => {
    expect(partyVotes([3, 4], [[], []], 0)).toEqual([]);
  });
});
