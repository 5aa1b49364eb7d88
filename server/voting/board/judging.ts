/** What a judgement of an official entry goes by. @module */

import type { Db } from '../../shared/database/pool.ts';
import type { BoardProblemCode } from './problems.ts';
import type { RecordState } from '#crypto/record/record-state.ts';

export interface Official {
  readonly entry: Uint8Array;
  readonly blob: Uint8Array | undefined;
}

export interface Judging {
  /** The transaction that appends. */
  readonly db: Db;
  readonly state: RecordState;
  readonly readBlob: (hash: Uint8Array) => Promise<Uint8Array>;
}

/** The entry is not valid: it does not go on the board. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: BoardProblemCode;

  constructor(code: BoardProblemCode, detail = '') {
    super(detail);
    this.code = code;
  }
}

export function refuseUnless(holds: boolean, detail: string): void {
  if (!holds) throw new Refusal('entry-refused', detail);
}

/** Runs a parser: what it throws is a refusal of the form. */
export function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new Refusal('entry-form', (error as Error).message);
  }
}
