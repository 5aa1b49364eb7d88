/** State of a mirror between two refreshes. @module */
import type { Attachment } from './attachments.ts';
import type { KeptCheckpoint } from './kept-checkpoint.ts';
import type { TileHashes } from './tile-hashes.ts';

export interface MirrorState {
  /** Last accepted checkpoint. Undefined if the mirror is new. */
  readonly kept: KeptCheckpoint | undefined;
  /** Hashes of the kept log. */
  readonly hashes: TileHashes;
  /** Number of entries whose files were checked. Starts at 0, so that the first refresh checks all files. */
  readonly checkedSize: number;
  /** Attachments that the board did not have. */
  readonly missing: readonly Attachment[];
}
