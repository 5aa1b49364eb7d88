/** Report of a verification (spec §10.1). @module */
import type { Outcome } from '../election/outcome.ts';
import type { ReceiptReport } from '../election/user-evidence.ts';
import type { CheckReport, Verdict } from '../findings/findings.ts';

export interface Report {
  readonly verdict: Verdict;
  /**
   * Whether the election is not finished and was judged as far as it has come. No result is verified then. The
   * outcome has the stage and the last clock mark.
   */
  readonly soFar: boolean;
  readonly checks: readonly CheckReport[];
  /** Number of entries. Undefined if the checkpoint is malformed. */
  readonly size: number | undefined;
  readonly receipts: readonly ReceiptReport[];
  readonly outcome: Outcome | undefined;
}
