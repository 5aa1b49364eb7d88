/** Tests the state of many credentials. Run test/scale/many-credentials.ts for millions. */
import { expect, test } from 'vitest';
import { firstBallot, keyOf, voteOfAll } from '../scale/many-credentials.ts';

test('each of many credentials has its own last ballot', () => {
  const count = 70_001;
  const { credentials, findings, firstPads } = voteOfAll(count);
  expect(findings.verdict()).toBe('verified');
  expect([credentials.eligible[2], credentials.voted[2], firstPads.size]).toEqual([count, count, count]);
  for (const i of [0, 1, 1023, 1024, 65_535, 65_536, count - 1]) {
    const number = credentials.find(keyOf(i), 1, 2);
    expect(number).toBe(i);
    expect(credentials.lastBallot(i)).toBe(firstBallot(count) + i);
    expect(firstPads.find(keyOf(i))).toBe(i);
  }
  expect(credentials.find(keyOf(count), 1, 2)).not.toBeTypeOf('number');
  expect(credentials.lastBallot(count)).toBeUndefined();
});
