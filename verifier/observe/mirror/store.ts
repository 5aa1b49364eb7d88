/** Storage of a mirror, which is a board that can be written. @module */
import type { BoardReader } from '../../board/reader.ts';

export interface MirrorStore extends BoardReader {
  /** Writes a whole file atomically: if it is interrupted, the earlier file stays. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes partial files of sizes other than `size`, once no reader may still need them (spec §8.3). */
  sweep(size: number): Promise<void>;
}
