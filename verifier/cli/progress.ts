/** Progress bar with the remaining time. It is shown only on a terminal. @module */
import { SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, size: number): void;
  stop(): void;
}

export function makeProgress(label: string, wanted: boolean): Progress {
  if (!wanted || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% {value}/{total} ETA {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    update: (done, size) => {
      if (!started) bar.start(size, done);
      else bar.update(done);
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}
