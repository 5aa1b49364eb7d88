import type { TestBoard } from '../support/board.ts';

/** Pair of boards of one size: an honest one, and a hostile one with which it is compared. */
export interface HostileKind {
  readonly is: string;
  readonly honest: (size: number) => TestBoard;
  readonly hostile: (size: number) => TestBoard;
}
