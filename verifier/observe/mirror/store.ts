/** Storage of a mirror: a board that can be written to. @module */
import type { BoardReader } from '../../board/reader.ts';

export interface MirrorStore extends BoardReader {
  /** Writes a whole file atomically: an interruption leaves the earlier one. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes partial files of earlier sizes, once no reader may still need them (spec §8.3). */
  sweep(size: number): Promise<void>;
}
