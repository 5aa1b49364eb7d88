/**
 * `npm run bench:booth`: measures how long encryption takes in Chromium on this machine, and whether it blocks the
 * page.
 * @module
 */

import { join } from 'node:path';
import { loadExample } from '../election/examples.ts';
import type { Measure, Measured } from './support/bench-page.ts';
import { firstChoices } from './support/first-choices.ts';
import { Rehearsal } from './support/rehearsal.ts';

declare const measure: Measure;

const TIMES = 15;
const EXAMPLES = ['presidency-2024', 'judicial', 'revocacion-2022'];

for (const name of EXAMPLES) await measureExample(name);

async function measureExample(name: string): Promise<void> {
  const { template } = loadExample(name);
  const entries = { booth: join(import.meta.dirname, 'support/bench-page.ts') };
  const rehearsal = await Rehearsal.start({ people: 1, template, entries });
  try {
    const visit = await rehearsal.visit();
    const opening = performance.now();
    await visit.call('booth', 'open');
    const opened = performance.now() - opening;
    await visit.logIn(rehearsal.nextPerson());
    const choices = firstChoices(rehearsal.setting.election);
    const measured = await visit.page.evaluate(([marks, times]) => measure(marks, times), [
      choices,
      TIMES,
    ] as const);
    print(name, choices.flat().length, opened, measured);
  } finally {
    await rehearsal.end();
  }
}

function print(
  name: string,
  options: number,
  opened: number,
  { encryption, longTasks, longestFrame }: Measured,
): void {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const sorted = encryption.toSorted((a, b) => a - b);
  console.log(
    `${name}: ${options} options. Encryption: median ${ms(sorted[Math.floor(sorted.length / 2)]!)}, first ${ms(encryption[0]!)}, ` +
      `${ms(sorted[0]!)} to ${ms(sorted.at(-1)!)} in ${encryption.length} runs. Tasks of the page above 50 ms: ${longTasks.length}; ` +
      `longest time between two frames: ${ms(longestFrame)}. Board opened and checked in ${ms(opened)}.`,
  );
}
