import { describe, expect, test } from 'vitest';
import { Admission, type Slot } from '#server/voting/ballots/admission.ts';
import type { Problem } from '#server/shared/http/problem.ts';

/** Model of a node that stores a fixed number of ballots a second, in order of arrival, in simulated time. */
class Node {
  now = 0;
  /** Seconds that a receipt takes in addition to the wait in the queue. */
  witnessing = 0;
  readonly admission = new Admission(
    () => this.witnessing,
    () => this.now,
  );
  /** Milliseconds from the arrival of each ballot until it was stored. */
  readonly waits: number[] = [];
  readonly refused: Problem[] = [];
  readonly #queue: { readonly since: number; readonly done: () => void }[] = [];
  readonly #releasing: { readonly at: number; readonly slot: Slot }[] = [];
  #credit = 0;

  arrive(): void {
    const since = this.now;
    const work = (): Promise<void> =>
      new Promise((done) => {
        this.#queue.push({ since, done });
      });
    try {
      const slot = this.admission.enter();
      void this.#releaseAfter(work(), slot);
    } catch (error) {
      this.refused.push(error as Problem);
    }
  }

  async #releaseAfter(work: Promise<void>, slot: Slot): Promise<void> {
    await work;
    this.#releasing.push({ at: this.now + 1000 * this.witnessing, slot });
  }

  async serve(milliseconds: number, rate: number): Promise<void> {
    this.#credit += (rate * milliseconds) / 1000;
    for (; this.#credit >= 1 && this.#queue.length > 0; this.#credit -= 1) {
      const { since, done } = this.#queue.shift()!;
      this.waits.push(this.now - since);
      done();
    }
    while (this.#releasing[0] && this.#releasing[0].at <= this.now)
      this.#releasing.shift()!.slot.release({ done: true });
    if (this.#queue.length === 0) this.#credit = 0; // an idle node does not accumulate credit
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  /** Runs for `seconds` with `offered` ballots a second, of which the node can serve `rate`. */
  async live(seconds: number, offered: number, rate: number): Promise<void> {
    const STEP = 10;
    let due = 0;
    for (let t = 0; t < seconds * 1000; t += STEP) {
      this.now += STEP;
      for (due += (offered * STEP) / 1000; due >= 1; due -= 1) this.arrive();
      await this.serve(STEP, rate);
    }
  }

  percentile(share: number, from = 0): number {
    const sorted = this.waits.slice(from).toSorted((a, b) => a - b);
    return sorted[Math.floor(share * (sorted.length - 1))]!;
  }
}

describe('admission', () => {
  test('what can be served is never refused', async () => {
    const node = new Node();
    await node.live(20, 200, 210);
    expect(node.refused).toEqual([]);
  });

  test.each([2, 5])(
    '%i times what can be served: nearly all of that is served, and in time',
    async (times) => {
      const node = new Node();
      await node.live(30, 250 * times, 250);
      expect(node.waits.length).toBeGreaterThan(0.95 * 250 * 29);
      expect(node.percentile(0.99)).toBeLessThan(3000);
      expect(node.refused.length).toBeGreaterThan(0);
      for (const { code, retryAfter } of node.refused) {
        expect(code).toBe('busy');
        expect(retryAfter).toBeGreaterThanOrEqual(2);
        expect(retryAfter).toBeLessThanOrEqual(8);
      }
    },
  );

  test('a slow node finds its pace', async () => {
    const node = new Node();
    await node.live(20, 300, 40);
    const first = node.waits.length;
    await node.live(20, 300, 40);
    expect(node.percentile(0.99, first)).toBeLessThan(2500);
    expect(node.waits.length - first).toBeGreaterThan(0.95 * 40 * 20);
  });

  test('a node that stood still comes back', async () => {
    const node = new Node();
    await node.live(10, 400, 250);
    await node.live(10, 400, 0);
    const before = node.waits.length;
    await node.live(15, 400, 250);
    expect(node.waits.length - before).toBeGreaterThan(0.8 * 250 * 15);
  });

  test('what a rush has shown is forgotten again', async () => {
    const node = new Node();
    await node.live(5, 2000, 2000);
    expect(node.admission.limit).toBeGreaterThan(2000);
    await node.live(60, 10, 100);
    expect(node.admission.limit).toBeLessThan(600);
  });

  test('slow witnesses take no places from ballots', async () => {
    const node = new Node();
    node.witnessing = 2.5;
    await node.live(20, 300, 1000);
    const before = node.refused.length;
    await node.live(10, 300, 1000);
    expect(node.refused.length).toBe(before);
  });

  test('ballots that are refused for what they are count for nothing, and a slot is released once', () => {
    const admission = new Admission(
      () => 0,
      () => 0,
    );
    const { limit } = admission;
    for (let i = 0; i < 1000; i += 1) {
      const slot = admission.enter();
      slot.release({ done: false });
      slot.release({ done: true });
    }
    expect([admission.load, admission.limit]).toEqual([0, limit]);
  });
});
