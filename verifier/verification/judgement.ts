/** Judgement of a board's entries and of the user's files, which ends with a report. @module */
import { CompactRange } from '../board/log/merkle.ts';
import { type Checkpoint, judgeNote } from '../board/log/note.ts';
import type { Election } from '../election/election.ts';
import type { Stage } from '../election/kinds.ts';
import { outcomeOf } from '../election/outcome.ts';
import type { ElectionStateMachine } from '../election/state/state-machine.ts';
import type { UserEvidence } from '../election/user-evidence.ts';
import type { Findings } from '../findings/findings.ts';
import { allChecksExcept, bootstrapChecks } from '../findings/scope.ts';
import { sentences } from '../findings/sentences.ts';
import type { WalkedEntry } from './log-walk.ts';
import type { Report } from './report.ts';

/** Election of a board, and the state machine that judges the board's entries. */
export interface OpenedElection {
  readonly election: Election;
  readonly machine: ElectionStateMachine;
}

export class Judgement {
  readonly #findings: Findings;
  readonly #userEvidence: UserEvidence;
  /** Undefined if the board has no manifest to judge by. */
  readonly #opened: OpenedElection | undefined;
  readonly #soFar: boolean;

  constructor(
    findings: Findings,
    userEvidence: UserEvidence,
    opened: OpenedElection | undefined,
    soFar: boolean,
  ) {
    this.#findings = findings;
    this.#userEvidence = userEvidence;
    this.#opened = opened;
    this.#soFar = soFar;
    userEvidence.recordRoot(0, () => new CompactRange().root());
  }

  /** Stage of the last judged entry. */
  get stage(): Stage | undefined {
    return this.#opened?.machine.stage;
  }

  async judgeEntry(entry: WalkedEntry): Promise<void> {
    const { index, leaf, root } = entry;
    this.#userEvidence.recordLeaf(index, leaf);
    this.#userEvidence.recordRoot(index + 1, root);
    if (index > 0) await this.#opened?.machine.judgeEntry(entry, entry);
  }

  /**
   * Returns the report on the board at this checkpoint. Adds findings that hold only for this checkpoint.
   * `isComplete`: whether all entries were judged.
   */
  async conclude(checkpoint: Checkpoint, isComplete: boolean): Promise<Report> {
    const findings = this.#findings;
    if (this.#opened) judgeCheckpoint(checkpoint, this.#opened.election, findings);
    if (isComplete) await this.#opened?.machine.finish(checkpoint.size, this.#soFar);
    const isSigned = !findings.has('1.3');
    // Entries that were not signed say nothing about the election (§10.1).
    if (!isSigned) findings.withdraw(allChecksExcept(bootstrapChecks), sentences.unsignedEntries());
    if (!this.#opened) return { ...reportWithoutOutcome(findings), size: checkpoint.size };
    const { election, machine } = this.#opened;
    const ballotBox = machine.judgesBallots ? machine.ballotBox : undefined;
    const receipts = isSigned ? this.#userEvidence.judge(checkpoint.size, election, findings, ballotBox) : [];
    return {
      ...reportWithoutOutcome(findings),
      soFar: this.#soFar && isSigned && machine.stage !== 'finished',
      size: checkpoint.size,
      receipts,
      outcome: outcomeOf(election, machine),
    };
  }
}

/** Returns the report on a board without an election to judge. */
export function reportWithoutOutcome(findings: Findings): Report {
  return {
    verdict: findings.verdict(),
    checks: findings.report(),
    soFar: false,
    size: undefined,
    receipts: [],
    outcome: undefined,
  };
}

/** Judges checks 1.1 and 1.2. */
function judgeCheckpoint(checkpoint: Checkpoint, { log }: Election, findings: Findings): void {
  const { signed, witnessed } = judgeNote(checkpoint, log);
  const place = { file: 'checkpoint' };
  findings.count('1.2');
  if (!signed) findings.add('1.1', place, sentences.notSignedByLog());
  if (!witnessed) findings.add('1.2', place, sentences.notWitnessed());
}
