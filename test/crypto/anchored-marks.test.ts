/** Tests of the choice of marks whose checkpoints are kept (spec §8.6). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnchoredMarks } from '#crypto/record/anchored-marks.ts';

interface Mark {
  readonly seconds: number;
  readonly index: number;
}

/** Returns the anchored marks of a finished board with marks at these seconds. */
function anchored(...times: readonly number[]): Mark[] {
  const marks = new AnchoredMarks<Mark>();
  const found = times.flatMap((seconds, index) => marks.next({ seconds, index }));
  const last = marks.last();
  return last ? [...found, last] : found;
}
const indexes = (...times: readonly number[]): number[] => anchored(...times).map(({ index }) => index);

test.each<[string, number[], number[]]>([
  ['the first of each minute', [600, 601, 659, 660, 661, 720], [0, 3, 5]],
  ['the one before a gap', [600, 610, 671, 672], [0, 1, 2, 3]],
  ['not one before 60 seconds', [600, 610, 670, 671], [0, 2, 3]],
  ['the last', [600, 610, 611], [0, 2]],
  ['equal times', [600, 600, 600], [0, 2]],
  ['one alone', [17], [0]],
  ['none', [], []],
])('%s', (_, times, expected) => expect(indexes(...times)).toEqual(expected));

describe('for every sequence of marks', () => {
  const sequences = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 130 })), {
      minLength: 2,
      maxLength: 60,
    })
    .chain((gaps) => fc.integer({ min: 0, max: 59 }).map((start) => ({ gaps, start })))
    .map(({ gaps, start }) => {
      let now = 600 + start;
      return [now, ...gaps.map((gap) => (now += gap))];
    });

  test('an entry between two marks is under a dated one 120 seconds after the first at most', () => {
    fc.assert(
      fc.property(sequences, (times) => {
        const dated = anchored(...times);
        for (let i = 0; i + 1 < times.length; i += 1) {
          if (times[i + 1]! - times[i]! > 120) continue; // with entries between that is a finding of 7.3
          const after = dated.find(({ index }) => index > i);
          expect(after!.seconds - times[i]!).toBeLessThanOrEqual(120);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('at most two of a minute, each once, in order', () => {
    fc.assert(
      fc.property(sequences, (times) => {
        const dated = anchored(...times);
        expect(dated.every(({ index }, i) => i === 0 || index > dated[i - 1]!.index)).toBe(true);
        const minutes = dated.map(({ seconds }) => Math.floor(seconds / 60));
        for (const minute of minutes)
          expect(minutes.filter((own) => own === minute).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2000 },
    );
  });
});
