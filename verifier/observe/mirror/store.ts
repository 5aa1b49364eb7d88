/** Where a mirror keeps its files: a board that can be written to. @module */
import type { BoardReader } from '../../board/reader.ts';

export interface MirrorStore extends BoardReader {
  /** The whole file, or the one that was there before, whenever it breaks off. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes what is left of earlier sizes, once no reader may still need it (spec §8.3). */
  sweep(size: number): Promise<void>;
}
