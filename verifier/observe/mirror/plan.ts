/** Plan of a refresh, made from the mirror's state and a judged board: which files to copy. @module */
import type { Attachment } from './attachments.ts';
import type { JudgedBoard } from './judge-board.ts';
import type { MirrorState } from './state.ts';

export interface RefreshPlan {
  /** Attachments of earlier entries to request again. */
  readonly retry: readonly Attachment[];
  /** Index of the first entry whose files are to be checked and copied. Undefined if no entry is. */
  readonly copyFrom: number | undefined;
  /** Checkpoint to write after all other files, if it is new. */
  readonly newCheckpoint: Uint8Array | undefined;
  /** State of the mirror after the refresh, without what the copied entries ask for. */
  readonly next: Omit<MirrorState, 'position' | 'missing' | 'atEnd'>;
}

/** Plans a refresh. Reads and writes no files. */
export function planRefresh(state: MirrorState, { served, hashes }: JudgedBoard): RefreshPlan {
  const { kept, checkedSize, missing } = state;
  const { size } = served.checkpoint;
  const isNew = !kept || size > kept.checkpoint.size;
  return {
    retry: missing,
    copyFrom: isNew || checkedSize === 0 ? checkedSize : undefined,
    newCheckpoint: isNew ? served.note : undefined,
    next: { kept: isNew ? served : kept, hashes, checkedSize: size },
  };
}
