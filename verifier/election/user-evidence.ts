/** What the user brings: an earlier checkpoint, receipts (spec checks 1.5, 11.1, 11.2). @module */
import { attempt, Refusal, same } from '../crypto/bytes.ts';
import type { Election } from './election.ts';
import { includes } from '../board/log/merkle.ts';
import { type Checkpoint, judgeNote, parseCheckpoint } from '../board/log/note.ts';
import { parseReceipt, type Receipt } from '../board/log/receipt.ts';
import type { Findings } from '../findings/findings.ts';
import { say, type Sentence } from '../findings/sentences.ts';
import type { BallotBox } from './state/ballot-box.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** For the voter to compare with what the booth showed. */
export interface ReceiptReport {
  readonly file: string;
  readonly entry: number;
  readonly tracker: string;
  readonly shortId: string;
  readonly replaced: boolean;
}

export class Brought {
  readonly #since: { readonly name: string; readonly note: Checkpoint | Refusal } | undefined;
  readonly #receipts: readonly { readonly name: string; readonly receipt: Receipt | Refusal }[];
  /** Of the sizes and indexes that they name, filled while the log is read. */
  readonly #roots = new Map<number, Uint8Array | undefined>();
  readonly #leaves = new Map<number, Uint8Array | undefined>();

  constructor(since: NamedFile | undefined, receipts: readonly NamedFile[], findings: Findings) {
    this.#since = since && { name: since.name, note: attempt(() => parseCheckpoint(since.bytes)) };
    this.#receipts = receipts.map(({ name, bytes }) => ({
      name,
      receipt: attempt(() => parseReceipt(bytes)),
    }));
    const parsed = this.#receipts.flatMap(({ receipt }) => (receipt instanceof Refusal ? [] : [receipt]));
    const note = this.#since?.note;
    if (note && !(note instanceof Refusal)) this.#roots.set(note.size, undefined);
    for (const { checkpoint, index } of parsed) {
      this.#roots.set(checkpoint.size, undefined);
      this.#leaves.set(index, undefined);
    }
    if (!since) findings.nothingToJudge(['1.5'], say.nothingBrought());
    if (receipts.length === 0) findings.nothingToJudge(['11.1', '11.2'], say.nothingBrought());
  }

  /** Entries that receipts are for. */
  get indexes(): ReadonlySet<number> {
    return new Set(this.#leaves.keys());
  }

  watchSize(size: number, root: () => Uint8Array): void {
    if (this.#roots.has(size)) this.#roots.set(size, root());
  }

  watchLeaf(index: number, leaf: Uint8Array): void {
    if (this.#leaves.has(index)) this.#leaves.set(index, leaf);
  }

  /** Of a board of this size. Without a box no ballot could be judged, and 11.2 was listed as not run. */
  judge(size: number, { log }: Election, findings: Findings, box: BallotBox | undefined): ReceiptReport[] {
    if (this.#since) {
      const { name, note } = this.#since;
      findings.count('1.5');
      const fault =
        note instanceof Refusal ? note.says : this.#prefixFault(note, judgeNote(note, log).signed);
      if (fault) findings.add('1.5', { file: name }, fault);
    }
    return this.#receipts.flatMap(({ name, receipt }) => {
      findings.count('11.1');
      const fault = receipt instanceof Refusal ? receipt.says : this.#receiptFault(receipt, log, size);
      if (receipt instanceof Refusal || fault) {
        findings.add('11.1', { file: name }, fault ?? say.badReceipt());
        return [];
      }
      if (!box) return [];
      findings.count('11.2');
      const { index } = receipt;
      const cast = box.cast.get(index);
      if (!cast) {
        findings.add('11.2', { file: name, entry: index }, say.receiptForNoBallot());
        return [];
      }
      const { tracker, shortId } = cast;
      return [{ file: name, entry: index, tracker, shortId, replaced: box.isReplaced(cast, index) }];
    });
  }

  #prefixFault(note: Checkpoint, signed: boolean): Sentence | undefined {
    if (!signed) return say.notSignedByLog();
    const root = this.#roots.get(note.size);
    if (!root) return say.logShrank(note.size);
    return same(root, note.root) ? undefined : say.otherRoot();
  }

  #receiptFault(
    { index, proof, checkpoint }: Receipt,
    log: Election['log'],
    size: number,
  ): Sentence | undefined {
    const { signed, witnessed } = judgeNote(checkpoint, log);
    const leaf = this.#leaves.get(index);
    const leads = leaf !== undefined && includes({ index, ...checkpoint }, leaf, proof);
    // Of a board that is older than the receipt it is no fraud that the entry is not there; another entry is.
    if (signed && witnessed && checkpoint.size > size)
      return leaf === undefined || leads
        ? say.olderThanReceipt(size, checkpoint.size)
        : say.otherEntry(index);
    const fault = this.#prefixFault(checkpoint, signed);
    if (fault) return fault;
    if (!witnessed) return say.notWitnessed();
    return leads ? undefined : say.proofLeadsElsewhere();
  }
}
