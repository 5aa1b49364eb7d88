/** Messages between the page and its workers. @module */
import type { NamedFile } from '../election/user-evidence.ts';
import type { Sentence } from '../findings/sentences/sentence.ts';
import type { Stage } from '../election/kinds.ts';
import type { Report } from '../verification/report.ts';

/** Id of the element of the page that contains the worker's program. */
export const programId = 'worker';

/** Name of the workers that judge ballots. */
export const judgeName = 'judge';

/** Files of a folder by their path in it. Their content is read on demand. */
export type FolderFiles = ReadonlyMap<string, File>;

/** Location of the board: an address, or a folder that the user chose. */
export type BoardLocation =
  | { readonly address: string }
  | { readonly name: string; readonly files: FolderFiles };

export interface Request {
  readonly place: BoardLocation;
  /** Hash of the manifest, E. */
  readonly manifestHash: Uint8Array | undefined;
  readonly since: NamedFile | undefined;
  readonly receipts: readonly NamedFile[];
  readonly soFar: boolean;
  /** Ports to the workers that judge ballots. */
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
  /** The file `checkpoint` is missing. */
  | { readonly kind: 'no board' }
  | { readonly kind: 'unreadable'; readonly says: Sentence }
  /** Error of the verifier itself. */
  | { readonly kind: 'crash'; readonly error: string };
