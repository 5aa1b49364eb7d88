/**
 * Witness that cosigns a checkpoint only if its log continues the one cosigned last. So it never cosigns two
 * checkpoints that contradict each other (C2SP tlog-witness, spec §8.10).
 * @module
 */
import { tryParse, concat, ParseFailure, toHex, u64, encodeText } from '../crypto/bytes.ts';
import {
  type Checkpoint,
  cosignedText,
  judgeNote,
  linesOf,
  type NoteLine,
  printLine,
  printNote,
  cosignatureTime,
} from '../board/log/note.ts';
import { verifyConsistency, type Tree } from '../board/log/merkle.ts';
import type { Vkey } from '../board/log/vkey.ts';
import { sha256 } from '../crypto/transcript.ts';
import { type WitnessAnswer, answers } from './answer.ts';
import { parseSubmission, type Submission } from './submission.ts';

export interface Cosigner {
  readonly vkey: Vkey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** State of one log: the checkpoint cosigned last, with the signatures of the log and of this witness. */
export interface LogState {
  /** Undefined if the log was never cosigned. */
  readonly last: Checkpoint | undefined;
  /**
   * Replaces the checkpoint. The new one is durable once the promise resolves. If the promise rejects, either
   * the old or the new checkpoint is kept.
   */
  replace(next: string): Promise<void>;
}

export interface WitnessedLog {
  readonly vkey: Vkey;
  readonly state: LogState;
}

interface ServedLog extends WitnessedLog {
  /** Resolves when the last request in the queue has its answer. */
  queue: Promise<unknown>;
}

const emptyTree: Tree = { size: 0, root: sha256(new Uint8Array()) };

/**
 * Returns the name under which a log's last checkpoint is kept and served. It is a hash, because the origin
 * may contain anything.
 */
export function logId(origin: string): string {
  return toHex(sha256(encodeText(origin)));
}

export class Witness {
  readonly #cosigner: Cosigner;
  readonly #now: () => number;
  readonly #logs: ReadonlyMap<string, ServedLog>;

  constructor(cosigner: Cosigner, logs: readonly WitnessedLog[], now = () => Math.floor(Date.now() / 1000)) {
    this.#cosigner = cosigner;
    this.#now = now;
    this.#logs = new Map(logs.map((log) => [logId(log.vkey.name), { ...log, queue: Promise.resolve() }]));
  }

  /** Answers a request. The checks are in the order of the protocol; the first that fails gives the answer. */
  async addCheckpoint(body: Uint8Array): Promise<WitnessAnswer> {
    const submission = tryParse(() => parseSubmission(body));
    if (submission instanceof ParseFailure) return answers.malformed(submission.message);
    const { old, checkpoint } = submission;
    const log = this.#logs.get(logId(checkpoint.origin));
    if (!log) return answers.unknown();
    const keys = { origin: log.vkey.name, log: log.vkey, witnesses: [], quorum: 0 };
    if (!judgeNote(checkpoint, keys).signed) return answers.notSigned();
    if (old > checkpoint.size) return answers.oldAboveNew();
    // Requests for one log are serialised, so that no other comes between reading its state and replacing it.
    const answer = log.queue.then(() => this.#cosignIfGrown(log, submission));
    log.queue = answer.catch(() => undefined);
    return answer;
  }

  /** Returns the checkpoint that was cosigned last for the log with this id. */
  lastCheckpoint(id: string): WitnessAnswer {
    const log = this.#logs.get(id);
    if (!log) return answers.unknown();
    const { last } = log.state;
    return last ? answers.ok(printNote(last, last.lines)) : answers.neverCosigned();
  }

  async #cosignIfGrown(
    { vkey, state }: ServedLog,
    { old, proof, checkpoint }: Submission,
  ): Promise<WitnessAnswer> {
    const last = state.last ?? emptyTree;
    if (old !== last.size) return answers.otherSize(last.size);
    if (!verifyConsistency(last, checkpoint, proof)) return answers.inconsistent();
    const cosignature = this.#cosign(checkpoint, state.last);
    await state.replace(printNote(checkpoint, [...linesOf(checkpoint, vkey), cosignature]));
    return answers.ok(printLine(cosignature));
  }

  /**
   * Signs the checkpoint. The time never goes back, even if the clock does: the last time is kept with the
   * checkpoint.
   */
  #cosign(checkpoint: Checkpoint, last: Checkpoint | undefined): NoteLine {
    const { vkey, sign } = this.#cosigner;
    const time = Math.max(this.#now(), Number((last && cosignatureTime(last, vkey)) ?? 0n));
    const signature = concat(u64(time), sign(cosignedText(checkpoint, BigInt(time))));
    return { name: vkey.name, id: vkey.id, signature };
  }
}
