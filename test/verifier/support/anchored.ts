/** Files of anchored marks, computed from the whole board at once (spec §8.6). @module */
import type { TestBoard } from './board.ts';

/** Returns the paths `clock/<size>` that a board must have. All its marks must be valid. */
export function anchoredPaths({ entries }: Pick<TestBoard, 'entries'>): string[] {
  const marks = entries.flatMap((entry, index) =>
    entry[0] === 0x02 ? [{ size: index + 1, time: Number(Buffer.from(entry).readBigUInt64BE(1)) }] : [],
  );
  const isFinished = entries.some(([kind]) => kind === 0x52);
  const minute = (seconds: number): number => Math.floor(seconds / 60);
  return marks
    .filter(({ time }, i) => {
      const [before, next] = [marks[i - 1], marks[i + 1]];
      const isFirst = !before || minute(before.time) < minute(time);
      return isFirst || (next ? next.time - time > 60 : isFinished);
    })
    .map(({ size }) => `clock/${size}`);
}

/** Removes the files `clock/<size>` that the board need not have. */
export function removeUnanchored(e: TestBoard): void {
  const anchored = new Set(anchoredPaths(e));
  for (const path of e.files.keys())
    if (path.startsWith('clock/') && !anchored.has(path)) e.files.delete(path);
}
