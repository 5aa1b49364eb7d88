/** Result of a visit to the board. @module */

import type { WitnessedCheckpoint } from '#crypto/log/checkpoint.ts';
import type { BoardRecord } from '../board/board-record.ts';
import type { Turn } from './turn.ts';

export interface Visit {
  readonly checkpoint: WitnessedCheckpoint;
  readonly record: BoardRecord;
  /** Turn of this trustee. */
  readonly turn: Turn;
}
