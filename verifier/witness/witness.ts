/**
 * A witness: it cosigns a log's checkpoint if the log has only grown since the last one, and so never
 * two that contradict each other (C2SP tlog-witness, spec §8.10).
 * @module
 */
import { attempt, concat, Refusal, toHex, u64, encodeText } from '../crypto/bytes.ts';
import {
  type Checkpoint,
  cosignedText,
  judgeNote,
  linesOf,
  type NoteLine,
  printLine,
  printNote,
  timeOf,
} from '../board/log/note.ts';
import { isConsistent, type Tree } from '../board/log/merkle.ts';
import type { Vkey } from '../board/log/vkey.ts';
import { sha256 } from '../crypto/transcript.ts';
import { type Answer, answers } from './answer.ts';
import { parseSubmission, type Submission } from './submission.ts';

export interface Cosigner {
  readonly vkey: Vkey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The checkpoint that was cosigned last, with the log's signature and ours; of one log. */
export interface Memory {
  /** None if the log was never cosigned. */
  readonly last: Checkpoint | undefined;
  /** Durable once it resolves. If it rejects, the old one or the new one may be what is kept. */
  replace(next: string): Promise<void>;
}

export interface WitnessedLog {
  readonly vkey: Vkey;
  readonly memory: Memory;
}

interface Served extends WitnessedLog {
  /** Ends when the request that is judged now has its answer. */
  turn: Promise<unknown>;
}

const noTree: Tree = { size: 0, root: sha256(new Uint8Array()) };

/** Where a log's last checkpoint is kept and served: the origin may hold anything, this may not. */
export function nameOf(origin: string): string {
  return toHex(sha256(encodeText(origin)));
}

export class Witness {
  readonly #cosigner: Cosigner;
  readonly #now: () => number;
  readonly #logs: ReadonlyMap<string, Served>;

  constructor(cosigner: Cosigner, logs: readonly WitnessedLog[], now = () => Math.floor(Date.now() / 1000)) {
    this.#cosigner = cosigner;
    this.#now = now;
    this.#logs = new Map(logs.map((log) => [nameOf(log.vkey.name), { ...log, turn: Promise.resolve() }]));
  }

  /** The checks stand in the order of the protocol: the first that fails is the answer. */
  async add(body: Uint8Array): Promise<Answer> {
    const submission = attempt(() => parseSubmission(body));
    if (submission instanceof Refusal) return answers.malformed(submission.message);
    const { old, checkpoint } = submission;
    const log = this.#logs.get(nameOf(checkpoint.origin));
    if (!log) return answers.unknown();
    const keys = { origin: log.vkey.name, log: log.vkey, witnesses: [], quorum: 0 };
    if (!judgeNote(checkpoint, keys).signed) return answers.notSigned();
    if (old > checkpoint.size) return answers.oldAboveNew();
    // From the look at the memory to its replacement no other request of this log may come between.
    const answer = log.turn.then(() => this.#grow(log, submission));
    log.turn = answer.catch(() => undefined);
    return answer;
  }

  /** The checkpoint that was cosigned last, by the name of its log. */
  last(name: string): Answer {
    const log = this.#logs.get(name);
    if (!log) return answers.unknown();
    const { last } = log.memory;
    return last ? answers.given(printNote(last, last.lines)) : answers.neverCosigned();
  }

  async #grow({ vkey, memory }: Served, { old, proof, checkpoint }: Submission): Promise<Answer> {
    const last = memory.last ?? noTree;
    if (old !== last.size) return answers.otherSize(last.size);
    if (!isConsistent(last, checkpoint, proof)) return answers.inconsistent();
    const cosignature = this.#cosign(checkpoint, memory.last);
    await memory.replace(printNote(checkpoint, [...linesOf(checkpoint, vkey), cosignature]));
    return answers.given(printLine(cosignature));
  }

  /** Our time never goes back, whatever our clock does: the last one is kept with the checkpoint. */
  #cosign(checkpoint: Checkpoint, last: Checkpoint | undefined): NoteLine {
    const { vkey, sign } = this.#cosigner;
    const time = Math.max(this.#now(), Number((last && timeOf(last, vkey)) ?? 0n));
    const signature = concat(u64(time), sign(cosignedText(checkpoint, BigInt(time))));
    return { name: vkey.name, id: vkey.id, signature };
  }
}
