/** All checks over a board: the checkpoint, the manifest, every entry in order, what the user brings (spec chapter 10). @module */
import type { Arithmetic } from '../crypto/arithmetic/arithmetic.ts';
import { WasmArithmetic } from '../crypto/arithmetic/wasm.ts';
import { type MakeBallotJudge, judgeInThisThread } from '../election/ballot/ballot-judge.ts';
import { bootstrapChecks, allChecksExcept, structuralChecks } from '../findings/scope.ts';
import { UserEvidence, type NamedFile, type ReceiptReport } from '../election/user-evidence.ts';
import { tryParse, ParseFailure, equalBytes } from '../crypto/bytes.ts';
import { openElection } from '../election/bootstrap.ts';
import type { Election } from '../election/election.ts';
import { LogFiles } from '../board/log/files.ts';
import { KnownBundles } from '../board/log/known-bundles.ts';
import { ReadAhead } from '../election/read-ahead.ts';
import { CompactRange, type Hash, leafHash } from '../board/log/merkle.ts';
import { type Checkpoint, judgeNote, MAX_NOTE_BYTES, parseCheckpoint } from '../board/log/note.ts';
import { type ExpectedTile, TileBuilder, TILE_WIDTH } from '../board/log/tiles.ts';
import { type Outcome, outcomeOf } from '../election/outcome.ts';
import type { BoardReader } from '../board/reader.ts';
import { type CheckReport, Findings, type Verdict } from '../findings/findings.ts';
import { sentences } from '../findings/sentences.ts';
import { BATCH_BYTES } from '../election/state/ballot-pipeline.ts';
import type { Stage } from '../election/kinds.ts';
import { ElectionStateMachine } from '../election/state/state-machine.ts';

export interface VerifyOptions {
  /** E, for check 2.3. */
  readonly manifestHash?: Uint8Array;
  /** A checkpoint of an earlier visit, for check 1.5. */
  readonly since?: NamedFile;
  readonly receipts?: readonly NamedFile[];
  /** Judge an election under way by the stage that its board has reached (§10.1). */
  readonly soFar?: boolean;
  /** How to compute with ballots; the WebAssembly kernel if nothing is said. */
  readonly arithmetic?: Arithmetic;
  /** Who judges ballots; this thread if nothing is said. Of the same arithmetic. */
  readonly makeJudge?: MakeBallotJudge;
  /** Bytes of the log to hold at once, at least, for the judges to be busy. */
  readonly readAhead?: number;
  /** Whether to take the board's advice for decoding (§8.9), if the arithmetic can use it; it changes no answer. */
  readonly hints?: boolean;
  /** The platform's SHA-256, if it is faster than that of @noble/hashes. */
  readonly sha256?: Hash;
  /** After every entry; the stage is the one that the board has reached there, if there is an election to judge. */
  readonly progress?: (done: number, size: number, stage: Stage | undefined) => void;
}

export interface Report {
  readonly verdict: Verdict;
  /** The election is not finished and was judged so far: no result is verified. The outcome has the stage and the mark. */
  readonly soFar: boolean;
  readonly checks: readonly CheckReport[];
  readonly size: number | undefined;
  readonly receipts: readonly ReceiptReport[];
  readonly outcome: Outcome | undefined;
}

/** There is nothing to verify: not a finding, but no verdict either. */
export class NoBoardError extends Error {}

export async function verify(board: BoardReader, options: VerifyOptions = {}): Promise<Report> {
  return (await Verification.start(board, options)).report;
}

/** A board that grows: what was judged of it is not judged again. It may do nothing but grow, or 1.3 fails. */
export class Verification {
  /** Of the board as it was read last. */
  report: Report;
  readonly #board: BoardReader;
  readonly #options: VerifyOptions;
  readonly #arithmetic: Arithmetic;
  readonly #findings: Findings;
  readonly #brought: UserEvidence;
  readonly #tree = new CompactRange();
  readonly #tiles = new TileBuilder();
  readonly #known: KnownBundles;
  #election: Election | undefined;
  #machine: ElectionStateMachine | undefined;
  /** Of the size that is read now. */
  #log: LogFiles;
  /** False once an entry could not be read: nothing after it can be judged. */
  #whole = true;

  private constructor(board: BoardReader, options: VerifyOptions, findings: Findings, brought: UserEvidence) {
    this.#board = board;
    this.#options = options;
    this.#arithmetic = options.arithmetic ?? new WasmArithmetic();
    this.#findings = findings;
    this.#brought = brought;
    this.#log = new LogFiles(board, 0);
    this.#known = new KnownBundles(options.sha256);
    this.report = { ...conclude(findings), soFar: false, size: undefined, receipts: [], outcome: undefined };
  }

  /** Throws NoBoard if there is no checkpoint, and whatever the board's reader throws. */
  static async start(board: BoardReader, options: VerifyOptions): Promise<Verification> {
    const bytes = await board.read('checkpoint', MAX_NOTE_BYTES);
    if (!bytes) throw new NoBoardError('no checkpoint');
    const findings = new Findings();
    const brought = new UserEvidence(options.since, options.receipts ?? [], findings);
    const checkpoint = tryParse(() => parseCheckpoint(bytes));
    findings.count('1.1');
    if (checkpoint instanceof ParseFailure) {
      findings.add('1.1', { file: 'checkpoint' }, checkpoint.says);
      findings.notRun(allChecksExcept(['1.1']), sentences.unreadPart());
      return new Verification(board, options, findings, brought);
    }
    const verification = new Verification(board, options, findings, brought);
    await verification.#open(checkpoint);
    await verification.#judge(checkpoint);
    return verification;
  }

  /** Judges what is new on the board, whose checkpoint this is. */
  async extend(checkpoint: Checkpoint): Promise<void> {
    this.#log = new LogFiles(this.#board, checkpoint.size);
    await this.#judge(checkpoint);
  }

  async #open({ size }: Checkpoint): Promise<void> {
    const { makeJudge = judgeInThisThread, manifestHash } = this.#options;
    const [board, findings] = [this.#board, this.#findings];
    this.#log = new LogFiles(board, size);
    const election = await openElection(this.#log, board, findings, manifestHash);
    this.#election = election;
    if (!election) {
      findings.notRun(allChecksExcept(structuralChecks), sentences.missingManifest());
      return;
    }
    this.#machine = new ElectionStateMachine(
      { election, findings, board, arithmetic: this.#arithmetic },
      this.#brought.receiptIndexes,
      (n, next) => this.#readAgain(n, next),
      makeJudge,
    );
  }

  async #judge(checkpoint: Checkpoint): Promise<void> {
    const [findings, election, machine, brought] = [
      this.#findings,
      this.#election,
      this.#machine,
      this.#brought,
    ];
    const soFar = this.#options.soFar === true;
    await this.#walk(checkpoint);
    // What follows holds of the board as it is now.
    const release = findings.snapshot();
    if (election) judgeCheckpoint(checkpoint, election, findings);
    if (this.#whole) {
      await this.#judgeEnd(checkpoint);
      machine?.finish(checkpoint.size, soFar);
    }
    const signed = !findings.has('1.3');
    // Entries that are not the signed ones tell nothing about the election (§10.1).
    if (!signed) findings.withdraw(allChecksExcept(bootstrapChecks), sentences.unsignedEntries());
    const receipts =
      signed && election && machine
        ? brought.judge(
            checkpoint.size,
            election,
            findings,
            machine.judgesBallots ? machine.ballotBox : undefined,
          )
        : [];
    this.report = {
      ...conclude(findings),
      soFar: soFar && signed && machine !== undefined && machine.stage !== 'finished',
      size: checkpoint.size,
      receipts,
      outcome: election && machine && outcomeOf(election, machine),
    };
    release();
  }

  /** Check 1.3 of full tiles, and every entry that is new to the machine, as far as the log can be read. */
  async #walk({ size }: Checkpoint): Promise<void> {
    const { progress, sha256, readAhead = BATCH_BYTES, hints } = this.#options;
    const [log, tree, findings, brought, machine] = [
      this.#log,
      this.#tree,
      this.#findings,
      this.#brought,
      this.#machine,
    ];
    const bundles = new ReadAhead(log, readAhead, this.#arithmetic.usesHints && hints !== false);
    if (tree.size === 0) brought.recordRoot(0, () => tree.root());
    for (let n = Math.floor(tree.size / TILE_WIDTH); this.#whole && n < log.bundles; n += 1) {
      if (tree.size === n * TILE_WIDTH) findings.count('1.3'); // else it was partial, and counted
      log.prefetchTile(n);
      const bundle = await bundles.bundle(n);
      if (bundle instanceof ParseFailure) {
        findings.add('1.3', { file: bundle.file }, bundle.says);
        this.#whole = false;
        return;
      }
      for (const [i, bytes] of bundle.entries()) {
        const index = n * TILE_WIDTH + i;
        if (index < tree.size) continue; // of a bundle that was partial
        const leaf = leafHash(bytes, sha256);
        tree.append(leaf);
        this.#known.append(leaf);
        brought.recordLeaf(index, leaf);
        brought.recordRoot(tree.size, () => tree.root());
        await this.#judgeTiles(this.#tiles.append(leaf));
        if (index > 0)
          await machine?.judgeEntry(
            { index, bytes },
            { upcoming: (from) => bundles.entriesFrom(from), root: () => tree.root() },
          );
        progress?.(index + 1, size, machine?.stage);
      }
    }
  }

  /** A bundle that was judged, for ballots that were replaced. */
  async #readAgain(n: number, next: number | undefined): Promise<readonly Uint8Array[]> {
    if (next !== undefined) this.#log.prefetchBundle(next, false);
    const bundle = await this.#log.bundle(n);
    const { sha256 } = this.#options;
    const isKnown =
      !(bundle instanceof ParseFailure) &&
      this.#known.isKnown(
        n,
        bundle.map((entry) => leafHash(entry, sha256)),
      );
    if (!isKnown) throw new Error(`the board changed while it was read: bundle ${n}`);
    return bundle;
  }

  /** Check 1.3 of what is not full, and of the root. */
  async #judgeEnd({ root }: Checkpoint): Promise<void> {
    await this.#judgeTiles(this.#tiles.partialTiles());
    this.#findings.count('1.3');
    if (!equalBytes(this.#tree.root(), root))
      this.#findings.add('1.3', { file: 'checkpoint' }, sentences.wrongRoot());
  }

  async #judgeTiles(expected: readonly ExpectedTile[]): Promise<void> {
    for (const tile of expected) {
      this.#findings.count('1.3');
      const fault = await this.#log.judgeTile(tile);
      if (fault) this.#findings.add('1.3', { file: fault.file }, fault.says);
    }
  }
}

function conclude(findings: Findings): Pick<Report, 'verdict' | 'checks'> {
  return { verdict: findings.verdict(), checks: findings.report() };
}

/** Checks 1.1 and 1.2 */
function judgeCheckpoint(checkpoint: Checkpoint, { log }: Election, findings: Findings): void {
  const { signed, witnessed } = judgeNote(checkpoint, log);
  const place = { file: 'checkpoint' };
  findings.count('1.2');
  if (!signed) findings.add('1.1', place, sentences.notSignedByLog());
  if (!witnessed) findings.add('1.2', place, sentences.notWitnessed());
}
