/** Plan of a refresh: the files that the mirror lacks, from its state and a judged board. @module */
import type { Attachment } from './attachments.ts';
import type { JudgedBoard } from './judge-board.ts';
import type { MirrorState } from './state.ts';

export interface RefreshPlan {
  /** Attachments of earlier entries to request again. */
  readonly retry: readonly Attachment[];
  /** First entry whose files are to be checked and copied; undefined if there is none. */
  readonly copyFrom: number | undefined;
  /** Checkpoint to write after all other files, if it is new. */
  readonly newCheckpoint: Uint8Array | undefined;
  /** State after the refresh, but for the attachments that are still missing. */
  readonly next: Omit<MirrorState, 'missing'>;
}

/** Plans a refresh. A pure function: it reads and writes nothing. */
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
