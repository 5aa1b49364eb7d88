/** Something that is done again and again, never twice at once. @module */

export interface Timer {
  /** No more; what is under way is waited for. */
  stop(): Promise<void>;
}

/** `work` must not reject. */
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
