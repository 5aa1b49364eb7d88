/** What the page and its worker say to each other. @module */
import type { NamedFile } from '../election/user-evidence.ts';
import type { Sentence } from '../findings/sentences.ts';
import type { Stage } from '../election/state/stages.ts';
import type { Report } from '../verification/verify.ts';

/** Id of the element of the page that holds the worker's program. */
export const programId = 'worker';

/** Name of the workers that judge ballots. */
export const judgeName = 'judge';

/** Files of a folder by their path in it; they are read when they are needed. */
export type FolderFiles = ReadonlyMap<string, File>;

/** Where the board is: an address, or a folder that the user chose. */
export type Place = { readonly address: string } | { readonly name: string; readonly files: FolderFiles };

export interface Request {
  readonly place: Place;
  /** E */
  readonly manifestHash: Uint8Array | undefined;
  readonly since: NamedFile | undefined;
  readonly receipts: readonly NamedFile[];
  readonly soFar: boolean;
  /** Ways to the workers that judge ballots. */
  readonly judges: readonly InstanceType<typeof MessagePort>[];
}

export interface Progress {
  readonly kind: 'progress';
  readonly done: number;
  readonly size: number;
  readonly stage: Stage | undefined;
}

export type Message =
  | Progress
  | { readonly kind: 'report'; readonly report: Report }
  /** There is no file `checkpoint`. */
  | { readonly kind: 'no board' }
  | { readonly kind: 'unreadable'; readonly says: Sentence }
  /** An error of the verifier's own. */
  | { readonly kind: 'crash'; readonly error: string };
