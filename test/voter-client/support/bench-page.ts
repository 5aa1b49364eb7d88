/** Page of test-page.ts that also measures encryption. @module */

import type { Choices } from '#crypto/ballot/ballot.ts';
import { run } from './test-page.ts';

export interface Measured {
  /** Duration of each encryption in milliseconds, from the page's call to the tracker. */
  readonly encryption: readonly number[];
  /** Durations, in milliseconds, of page tasks longer than 50 ms during encryption. */
  readonly longTasks: readonly number[];
  /** Longest time between two frames during encryption, in milliseconds. */
  readonly longestFrame: number;
}

export type Measure = (choices: Choices, times: number) => Promise<Measured>;

const measure: Measure = async (choices, times) => {
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  let [longestFrame, last, watching] = [0, performance.now(), true];
  const watch = (now: number): void => {
    longestFrame = Math.max(longestFrame, now - last);
    last = now;
    if (watching) requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  const encryption: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    const { fault } = await run('booth', 'encrypt', choices);
    if (fault) throw new Error(fault.code);
    encryption.push(performance.now() - start);
  }
  watching = false;
  observer.disconnect();
  return { encryption, longTasks, longestFrame };
};

Object.assign(globalThis, { measure });
