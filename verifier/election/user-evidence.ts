/** Judgement of the user's own files: an earlier checkpoint and receipts (spec checks 1.5, 11.1, 11.2). @module */
import { tryParse, ParseFailure, equalBytes } from '../crypto/bytes.ts';
import type { Election } from './election.ts';
import { verifyInclusion } from '../board/log/merkle.ts';
import { type Checkpoint, judgeNote, parseCheckpoint } from '../board/log/note.ts';
import { parseReceipt, type Receipt } from '../board/log/receipt.ts';
import type { Findings } from '../findings/findings.ts';
import { sentences } from '../findings/sentences.ts';
import type { Sentence } from '../findings/sentences/sentence.ts';
import type { BallotBox } from './state/ballot-box.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Facts about a ballot with a receipt. The voter compares them with what the booth showed. */
export interface ReceiptReport {
  readonly file: string;
  readonly entry: number;
  readonly tracker: string;
  readonly shortId: string;
  readonly replaced: boolean;
}

export class UserEvidence {
  readonly #since: { readonly name: string; readonly note: Checkpoint | ParseFailure } | undefined;
  readonly #receipts: readonly { readonly name: string; readonly receipt: Receipt | ParseFailure }[];
  /** Roots at the sizes, and leaf hashes at the indexes, that the files name. Recorded while the log is read. */
  readonly #roots = new Map<number, Uint8Array | undefined>();
  readonly #leaves = new Map<number, Uint8Array | undefined>();

  constructor(since: NamedFile | undefined, receipts: readonly NamedFile[], findings: Findings) {
    this.#since = since && { name: since.name, note: tryParse(() => parseCheckpoint(since.bytes)) };
    this.#receipts = receipts.map(({ name, bytes }) => ({
      name,
      receipt: tryParse(() => parseReceipt(bytes)),
    }));
    const parsed = this.#receipts.flatMap(({ receipt }) =>
      receipt instanceof ParseFailure ? [] : [receipt],
    );
    const note = this.#since?.note;
    if (note && !(note instanceof ParseFailure)) this.#roots.set(note.size, undefined);
    for (const { checkpoint, index } of parsed) {
      this.#roots.set(checkpoint.size, undefined);
      this.#leaves.set(index, undefined);
    }
    if (!since) findings.nothingToJudge(['1.5'], sentences.nothingToCompare());
    if (receipts.length === 0) findings.nothingToJudge(['11.1', '11.2'], sentences.nothingToCompare());
  }

  /** Indexes of the entries that have receipts. */
  get receiptIndexes(): ReadonlySet<number> {
    return new Set(this.#leaves.keys());
  }

  recordRoot(size: number, root: () => Uint8Array): void {
    if (this.#roots.has(size)) this.#roots.set(size, root());
  }

  recordLeaf(index: number, leaf: Uint8Array): void {
    if (this.#leaves.has(index)) this.#leaves.set(index, leaf);
  }

  /**
   * Judges the files by a board of this size. `box` is undefined if no ballot could be judged; check 11.2 was
   * then marked as not run.
   */
  judge(size: number, { log }: Election, findings: Findings, box: BallotBox | undefined): ReceiptReport[] {
    if (this.#since) {
      const { name, note } = this.#since;
      findings.count('1.5');
      const fault =
        note instanceof ParseFailure ? note.says : this.#prefixFault(note, judgeNote(note, log).signed);
      if (fault) findings.add('1.5', { file: name }, fault);
    }
    return this.#receipts.flatMap(({ name, receipt }) => {
      findings.count('11.1');
      const fault = receipt instanceof ParseFailure ? receipt.says : this.#receiptFault(receipt, log, size);
      if (receipt instanceof ParseFailure || fault) {
        findings.add('11.1', { file: name }, fault ?? sentences.badReceipt());
        return [];
      }
      if (!box) return [];
      findings.count('11.2');
      const { index } = receipt;
      const cast = box.cast.get(index);
      if (!cast) {
        findings.add('11.2', { file: name, entry: index }, sentences.notABallotReceipt());
        return [];
      }
      const { tracker, shortId } = cast;
      return [{ file: name, entry: index, tracker, shortId, replaced: box.isReplaced(cast, index) }];
    });
  }

  #prefixFault(note: Checkpoint, signed: boolean): Sentence | undefined {
    if (!signed) return sentences.notSignedByLog();
    const root = this.#roots.get(note.size);
    if (!root) return sentences.logShrank(note.size);
    return equalBytes(root, note.root) ? undefined : sentences.wrongRoot();
  }

  #receiptFault(
    { index, proof, checkpoint }: Receipt,
    log: Election['log'],
    size: number,
  ): Sentence | undefined {
    const { signed, witnessed } = judgeNote(checkpoint, log);
    const leaf = this.#leaves.get(index);
    const leads = leaf !== undefined && verifyInclusion({ index, ...checkpoint }, leaf, proof);
    // A board older than the receipt may lack the entry without fraud. Another entry in its place is fraud.
    if (signed && witnessed && checkpoint.size > size)
      return leaf === undefined || leads
        ? sentences.olderThanReceipt(size, checkpoint.size)
        : sentences.differentEntry(index);
    const fault = this.#prefixFault(checkpoint, signed);
    if (fault) return fault;
    if (!witnessed) return sentences.notWitnessed();
    return leads ? undefined : sentences.wrongInclusionProof();
  }
}
