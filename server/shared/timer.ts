/** Periodic work that never overlaps with itself. @module */

export interface Timer {
  /** Stops the timer and waits for pending work. */
  stop(): Promise<void>;
}

/** Runs `work` at an interval, skipping runs while one is pending. `work` must not reject. */
export function every(milliseconds: number, work: () => Promise<unknown>): Timer {
  let running: Promise<unknown> | undefined;
  const interval = setInterval(() => {
    running ??= work().finally(() => {
      running = undefined;
    });
  }, milliseconds);
  return {
    stop: async () => {
      clearInterval(interval);
      await running;
    },
  };
}
