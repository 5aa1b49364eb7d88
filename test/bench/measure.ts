/** Repeated measurement of the same work. @module */

/** Measured times in milliseconds, sorted. */
export type Times = readonly number[];

/**
 * Runs `work`, which handles `per` items, in several rounds. Returns milliseconds per item; the first round is a
 * warm-up.
 */
export async function repeat(rounds: number, per: number, work: () => unknown): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    await work();
    if (round > 0) times.push((performance.now() - start) / per);
  }
  return times.toSorted((a, b) => a - b);
}

export const median = (times: Times): number => times[times.length >> 1]!;

/** Returns the median and the range as text. With five or more times the range leaves out the two extremes. */
export function print(times: Times): string {
  const cut = times.length >= 5 ? 1 : 0;
  const [low, high] = [times[cut]!, times.at(-1 - cut)!];
  return times.length === 1 ? digits(low) : `${digits(median(times))} (${digits(low)} - ${digits(high)})`;
}

export function digits(value: number): string {
  return value
    .toPrecision(value >= 1000 ? 4 : 3)
    .replace(/e\+\d+$/, (exponent) => ` x 10^${exponent.slice(2)}`);
}
