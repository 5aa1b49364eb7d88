import { expect, test } from 'vitest';
import { figureOf, figuresOf } from './figures.ts';

test('every printed figure is a number under the names of its row and column', () => {
  const table = {
    title: 'Milliseconds',
    head: ['', '10 options', ''],
    rows: [
      ['verify', '0.509 (0.466 - 0.526)', '1.20 x 10^5'],
      ['board', '3', 'not compared'],
    ],
    notes: [
      { text: 'verify: 22.9 times the batch.', figures: { 'verify, times the batch': 22.9 } },
      { text: 'nothing was pinned', figures: {} },
    ],
  };
  expect(figuresOf(table)).toEqual({
    rows: {
      verify: { '10 options': { median: 0.509, low: 0.466, high: 0.526 }, value: 120_000 },
      board: { '10 options': 3, value: 'not compared' },
    },
    notes: { 'verify, times the batch': 22.9 },
  });
  expect(figureOf('4096 (1.2 x 10^3 - 5 x 10^3)')).toEqual({ median: 4096, low: 1200, high: 5000 });
});
