/** State of a mirror between two refreshes. @module */
import type { LogPosition } from './attachment-search.ts';
import type { Attachment } from './attachments.ts';
import type { CopiedAttachments } from './file-copy.ts';
import type { KeptCheckpoint } from './kept-checkpoint.ts';
import type { TileHashes } from './tile-hashes.ts';

export interface MirrorState {
  /** Last accepted checkpoint. Undefined if the mirror is new. */
  readonly kept: KeptCheckpoint | undefined;
  /** Hashes of the kept log. */
  readonly hashes: TileHashes;
  /** Number of entries whose files were checked. Starts at 0, so that the first refresh checks all files. */
  readonly checkedSize: number;
  /** Position of the search for attachments after these entries. */
  readonly position: LogPosition;
  /** Attachments that the board did not have. */
  readonly missing: readonly Attachment[];
  /** Attachments that may be asked for no longer if the board grows. */
  readonly atEnd: CopiedAttachments;
}
