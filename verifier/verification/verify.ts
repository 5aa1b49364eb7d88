/** Verification of a board: checkpoint, manifest, every entry, and the user's files (spec chapter 10). @module */
import { LogFiles } from '../board/log/files.ts';
import { type Checkpoint, MAX_NOTE_BYTES, parseCheckpoint } from '../board/log/note.ts';
import { type BoardReader, NoBoardError } from '../board/reader.ts';
import type { Arithmetic } from '../crypto/arithmetic/arithmetic.ts';
import { WasmArithmetic } from '../crypto/arithmetic/wasm.ts';
import { ParseFailure, tryParse } from '../crypto/bytes.ts';
import { judgeInThisThread, type MakeBallotJudge } from '../election/ballot/ballot-judge.ts';
import { openElection } from '../election/bootstrap.ts';
import type { Stage } from '../election/kinds.ts';
import { BATCH_BYTES } from '../election/state/ballot-pipeline.ts';
import { ElectionStateMachine } from '../election/state/state-machine.ts';
import { type NamedFile, UserEvidence } from '../election/user-evidence.ts';
import { Findings } from '../findings/findings.ts';
import { allChecksExcept, structuralChecks } from '../findings/scope.ts';
import { sentences } from '../findings/sentences.ts';
import { Judgement, reportWithoutOutcome } from './judgement.ts';
import { LogWalk } from './log-walk.ts';
import type { Report } from './report.ts';

export interface VerifyOptions {
  /** Hash of the manifest, E, for check 2.3. */
  readonly manifestHash?: Uint8Array;
  /** Checkpoint of an earlier visit, for check 1.5. */
  readonly since?: NamedFile;
  readonly receipts?: readonly NamedFile[];
  /** Whether to judge an unfinished election by the stage that the board has reached (§10.1). */
  readonly soFar?: boolean;
  /** Arithmetic of ballots; the WebAssembly kernel by default. */
  readonly arithmetic?: Arithmetic;
  /** Makes the judge of ballots, which must use `arithmetic`. By default this thread judges. */
  readonly makeJudge?: MakeBallotJudge;
  /** Number of bytes of the log up to which bundles are read ahead, so that the judges stay busy. */
  readonly readAhead?: number;
  /** Called after every entry. `stage`: stage of the election after the entry, if the manifest could be read. */
  readonly progress?: (done: number, size: number, stage: Stage | undefined) => void;
}

/** Verifies a board once. Throws as `Verification.start` does. */
export async function verify(board: BoardReader, options: VerifyOptions = {}): Promise<Report> {
  return (await Verification.start(board, options)).report;
}

/**
 * Verification of a board that may grow. Entries are judged once. The board must only be appended to;
 * otherwise check 1.3 fails.
 */
export class Verification {
  /** Report on the board as it was read last. */
  report: Report;
  readonly #board: BoardReader;
  readonly #findings: Findings;
  readonly #walk: LogWalk;
  readonly #judgement: Judgement;
  readonly #progress: VerifyOptions['progress'];

  private constructor(
    board: BoardReader,
    findings: Findings,
    walk: LogWalk,
    judgement: Judgement,
    progress: VerifyOptions['progress'],
  ) {
    this.#board = board;
    this.#findings = findings;
    this.#walk = walk;
    this.#judgement = judgement;
    this.#progress = progress;
    this.report = reportWithoutOutcome(findings);
  }

  /** Judges a board. Throws NoBoardError if there is no checkpoint, and the errors of the board's reader. */
  static async start(board: BoardReader, options: VerifyOptions): Promise<Verification> {
    const bytes = await board.read('checkpoint', MAX_NOTE_BYTES);
    if (!bytes) throw new NoBoardError();
    const { arithmetic = new WasmArithmetic(), soFar = false, progress } = options;
    const findings = new Findings();
    const userEvidence = new UserEvidence(options.since, options.receipts ?? [], findings);
    const makeWalk = (log: LogFiles): LogWalk => new LogWalk(log, findings, options.readAhead ?? BATCH_BYTES);
    const checkpoint = tryParse(() => parseCheckpoint(bytes));
    findings.count('1.1');
    if (checkpoint instanceof ParseFailure) {
      findings.add('1.1', { file: 'checkpoint' }, checkpoint.says);
      findings.notRun(allChecksExcept(['1.1']), sentences.unreadPart());
      const judgement = new Judgement(findings, userEvidence, undefined, soFar);
      return new Verification(board, findings, makeWalk(new LogFiles(board, 0)), judgement, progress);
    }
    const log = new LogFiles(board, checkpoint.size);
    const walk = makeWalk(log);
    const election = await openElection(log, board, findings, options.manifestHash);
    if (!election) findings.notRun(allChecksExcept(structuralChecks), sentences.missingManifest());
    const opened = election && {
      election,
      machine: new ElectionStateMachine(
        { election, findings, board, arithmetic },
        userEvidence.receiptIndexes,
        (n, next) => walk.reread(n, next),
        options.makeJudge ?? judgeInThisThread,
      ),
    };
    const judgement = new Judgement(findings, userEvidence, opened, soFar);
    const verification = new Verification(board, findings, walk, judgement, progress);
    await verification.#judge(checkpoint, log);
    return verification;
  }

  /** Judges the new entries of the board, given its new checkpoint. */
  async extend(checkpoint: Checkpoint): Promise<void> {
    await this.#judge(checkpoint, new LogFiles(this.#board, checkpoint.size));
  }

  async #judge(checkpoint: Checkpoint, log: LogFiles): Promise<void> {
    const isComplete = await this.#walk.advance(log, async (entry) => {
      await this.#judgement.judgeEntry(entry);
      this.#progress?.(entry.index + 1, log.size, this.#judgement.stage);
    });
    // The following findings hold only for the present size.
    const restore = this.#findings.snapshot();
    try {
      if (isComplete) await this.#walk.judgeEnd(checkpoint.root);
      this.report = await this.#judgement.conclude(checkpoint, isComplete);
    } finally {
      restore(); // also if a file at the end could not be read
    }
  }
}
