/** All checks over a board: the checkpoint, the manifest, every entry in order, what the user brings (spec chapter 10). @module */
import type { Arithmetic } from './arithmetic/arithmetic.ts';
import { WasmArithmetic } from './arithmetic/wasm.ts';
import { type JudgesFor, thisThread } from './ballot/judges.ts';
import { bootstrapChecks, everythingBut, structuralChecks } from './scope.ts';
import { Brought, type NamedFile, type ReceiptReport } from './brought.ts';
import { attempt, Refusal, same } from './bytes.ts';
import { openElection } from './bootstrap.ts';
import type { Election } from './election.ts';
import { LogFiles } from './log/files.ts';
import { ReadAhead } from './log/read-ahead.ts';
import { CompactRange, type Hash, leafHash } from './log/merkle.ts';
import { type Checkpoint, judgeNote, maxNote, parseCheckpoint } from './log/note.ts';
import { TileBuilder, width } from './log/tiles.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { BoardReader } from './reader.ts';
import { type CheckReport, Findings, type Verdict } from './report.ts';
import { say } from './sentences.ts';
import { batchBytes } from './state/judging.ts';
import { Machine, type Stage } from './state/stages.ts';

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
  readonly judgesFor?: JudgesFor;
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
export class NoBoard extends Error {}

export async function verify(board: BoardReader, options: VerifyOptions = {}): Promise<Report> {
  const bytes = await board.read('checkpoint', maxNote);
  if (!bytes) throw new NoBoard('no checkpoint');
  const findings = new Findings();
  const brought = new Brought(options.since, options.receipts ?? [], findings);
  const checkpoint = attempt(() => parseCheckpoint(bytes));
  findings.count('1.1');
  if (checkpoint instanceof Refusal) {
    findings.add('1.1', { file: 'checkpoint' }, checkpoint.says);
    findings.notRun(everythingBut(['1.1']), say.partUnread());
    return { ...conclude(findings), soFar: false, size: undefined, receipts: [], outcome: undefined };
  }
  const log = new LogFiles(board, checkpoint.size);
  const election = await openElection(log, board, findings, options.manifestHash);
  if (election) judgeCheckpoint(checkpoint, election, findings);
  else findings.notRun(everythingBut(structuralChecks), say.noManifestToJudgeBy());

  const { arithmetic = new WasmArithmetic(), judgesFor = thisThread } = options;
  const machine =
    election &&
    new Machine(
      { election, findings, board, arithmetic },
      brought.indexes,
      (index) => log.entry(index),
      judgesFor,
    );
  const bundles = new ReadAhead(
    log,
    options.readAhead ?? batchBytes,
    arithmetic.takesHints && options.hints !== false,
  );
  const whole = await walk(checkpoint, log, bundles, findings, brought, machine, options);
  if (whole) machine?.finish(checkpoint.size, options.soFar === true);
  const signed = !findings.has('1.3');
  // Entries that are not the signed ones tell nothing about the election (§10.1).
  if (!signed) findings.withdraw(everythingBut(bootstrapChecks), say.entriesNotSigned());
  const receipts =
    signed && election && machine
      ? brought.judge(election, findings, machine.judgesBallots ? machine.box : undefined)
      : [];
  return {
    ...conclude(findings),
    soFar: options.soFar === true && signed && machine !== undefined && machine.stage !== 'finished',
    size: checkpoint.size,
    receipts,
    outcome: election && machine && outcomeOf(election, machine),
  };
}

function conclude(findings: Findings): Pick<Report, 'verdict' | 'checks'> {
  return { verdict: findings.verdict(), checks: findings.report() };
}

/** Checks 1.1 and 1.2 */
function judgeCheckpoint(checkpoint: Checkpoint, { log }: Election, findings: Findings): void {
  const { signed, witnessed } = judgeNote(checkpoint, log);
  const place = { file: 'checkpoint' };
  findings.count('1.2');
  if (!signed) findings.add('1.1', place, say.notSignedByLog());
  if (!witnessed) findings.add('1.2', place, say.notWitnessed());
}

/** Check 1.3, and every entry to the machine. False if it could not read the log to its end. */
async function walk(
  { size, root }: Checkpoint,
  log: LogFiles,
  bundles: ReadAhead,
  findings: Findings,
  brought: Brought,
  machine: Machine | undefined,
  { progress, sha256 }: VerifyOptions,
): Promise<boolean> {
  const tree = new CompactRange();
  const tiles = new TileBuilder();
  const judgeTiles = async (expected: ReturnType<TileBuilder['rest']>): Promise<void> => {
    for (const tile of expected) {
      findings.count('1.3');
      const fault = await log.judgeTile(tile);
      if (fault) findings.add('1.3', { file: fault.file }, fault.says);
    }
  };
  brought.watchSize(0, () => tree.root());
  for (let n = 0; n < log.bundles; n += 1) {
    findings.count('1.3');
    log.expectTile(n);
    const bundle = await bundles.bundle(n);
    if (bundle instanceof Refusal) {
      findings.add('1.3', { file: bundle.file }, bundle.says);
      return false;
    }
    for (const [i, bytes] of bundle.entries()) {
      const leaf = leafHash(bytes, sha256);
      const entry = { index: n * width + i, bytes, leaf };
      tree.append(leaf);
      brought.watchLeaf(entry.index, leaf);
      brought.watchSize(tree.size, () => tree.root());
      await judgeTiles(tiles.append(leaf));
      if (entry.index > 0) {
        await machine?.entry(entry, { upcoming: (from) => bundles.from(from), root: () => tree.root() });
      }
      progress?.(entry.index + 1, size, machine?.stage);
    }
  }
  await judgeTiles(tiles.rest());
  findings.count('1.3');
  if (!same(tree.root(), root)) findings.add('1.3', { file: 'checkpoint' }, say.otherRoot());
  return true;
}
