/** Types for the validation of an official entry: the entry, the context and the function. @module */

import type { RecordState } from '#crypto/record/rules/record-state.ts';
import type { Db } from '../../shared/database/pool.ts';

export interface SignedEntry {
  readonly entry: Uint8Array;
  readonly blob: Uint8Array | undefined;
}

export interface ValidationContext {
  /** Transaction that appends the entry. */
  readonly db: Db;
  readonly state: RecordState;
  readonly readBlob: (hash: Uint8Array) => Promise<Uint8Array>;
}

/** Validates an entry whose stage, signature and blob hash are right, and writes its effects. Throws InvalidEntry. */
export type Validate = (context: ValidationContext, signed: SignedEntry) => Promise<void>;
