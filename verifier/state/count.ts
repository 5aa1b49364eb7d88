/** Tally, decryption shares and result, as they come on the board (spec chapter 09). @module */
import { attempt, Refusal } from '../bytes.ts';
import { type CheckId, range } from '../checks.ts';
import { type BlobRef, type Entry, fetchBlob, openSigned, readBlobRef } from '../entry.ts';
import { say, type Sentence } from '../sentences.ts';
import type { Cell } from '../tally/cells.ts';
import { type ContestResult, judgeTotals, judgeVotes, parseResult } from '../tally/result.ts';
import { parseShare, type Share, wrongCells } from '../tally/share.ts';
import { cellsOf, judgeCells, judgeSums, parseTally, type TallyCells } from '../tally/tally.ts';
import { type Context, refuse } from './context.ts';
import { lazily } from './ceremony.ts';
import type { Run } from './run.ts';
import type { Sums } from './sums.ts';

export class Count {
  readonly #context: Context;
  readonly #run: Run;
  readonly #sums: Sums;
  /** As they must be (§9.2). */
  #expected: readonly (readonly Cell[])[] = [];
  /** How many cells the published tally has, by contest, if it could be read. */
  #published: readonly number[] = [];
  /** The published tally and its hash, if it can be used. */
  #tally: { readonly cells: TallyCells; readonly hash: Uint8Array } | undefined;
  /** Valid shares, by trustee. */
  readonly #shares = new Map<number, Share>();
  result: readonly ContestResult[] | undefined;

  constructor(context: Context, run: Run, sums: Sums) {
    this.#context = context;
    this.#run = run;
    this.#sums = sums;
  }

  get cells(): readonly (readonly Cell[])[] {
    return this.#expected;
  }

  /** Trustees with a valid share, in the order in which they came. */
  get sharers(): number[] {
    return [...this.#shares.keys()];
  }

  async tally({ index, bytes }: Entry): Promise<void> {
    const { election, findings } = this.#context;
    this.#expected = cellsOf(election, this.#sums);
    const read = await this.#blob(index, bytes, '8.1', election.board, (blob) => parseTally(blob, election));
    if (!read) {
      findings.notRun([...range('8.2', '9.3'), '10.2'], say.partUnread());
      return;
    }
    this.#published = read.value.map((cells) => cells.length);
    if (!judgeCells(election, read.value, this.#expected, findings)) {
      findings.notRun([...range('8.3', '9.3'), '10.2'], say.cellsUnusable());
      return;
    }
    this.#tally = { cells: read.value, hash: read.ref.hash };
    judgeSums(election.contests, read.value, this.#sums, findings);
  }

  async share({ index, bytes }: Entry): Promise<void> {
    const { election, findings, board, arithmetic } = this.#context;
    findings.count('9.1');
    const read = openSigned(election, bytes, (reader) => ({
      trustee: reader.u8(),
      ref: readBlobRef(reader),
    }));
    if (read instanceof Refusal) {
      findings.add('9.1', { entry: index }, read.says);
      return;
    }
    const { trustee, ref } = read.body;
    const place = { entry: index, trustee };
    const key = election.trustees.get(trustee)?.signingKey;
    const ill = refuse(
      this.#context,
      '9.1',
      place,
      lazily(
        () => !this.#run.trustees.includes(trustee) && say.notInRun(trustee),
        () => this.#shares.has(trustee) && say.alreadySent(),
        () => !(key && read.signedBy(key)) && say.badSignature(),
      ),
    );
    // Without a tally there is nothing to measure the blob by, and 9.1 was listed as not run.
    if (ill || !this.#tally) return;
    const { cells, hash } = this.#tally;
    const blob = await fetchBlob(board, ref);
    const share = blob instanceof Refusal ? blob : attempt(() => parseShare(blob, cells));
    if (share instanceof Refusal) {
      findings.add('9.1', place, share.says);
      return;
    }
    findings.count('9.2');
    const X = this.#run.verificationKey(trustee);
    const wrong = wrongCells(share, cells, { election, tally: hash, trustee, X }, arithmetic);
    for (const { contest, cell, option } of wrong) {
      findings.add('9.2', { ...place, contest: contest.id, cell }, say.shareProof(option));
    }
    if (wrong.length === 0) this.#shares.set(trustee, share);
  }

  async publish({ index, bytes }: Entry): Promise<void> {
    const { election, findings } = this.#context;
    this.judgeQuorum();
    const read = await this.#blob(index, bytes, '10.1', election.authority, (blob) =>
      parseResult(blob, election),
    );
    const result = read?.value;
    const misfit =
      result &&
      election.contests.find(
        // A result is read by the cells of the published tally (§10.2); without one there is nothing to compare.
        ({ position }) =>
          result[position]!.cells.length !== (this.#published[position] ?? result[position]!.cells.length),
      );
    if (misfit) findings.add('10.1', { entry: index, contest: misfit.id }, say.otherCells());
    if (!result || misfit) {
      findings.notRun(['10.2', '10.3'], say.partUnread());
      return;
    }
    const fits = result.every(({ cells }, position) => cells.length === this.#expected[position]!.length);
    if (fits) this.result = result;
    judgeTotals(election, result, findings);
    const enough = [...this.#shares].slice(0, election.threshold);
    if (!this.#tally || !this.hasQuorum) {
      findings.notRun(['10.2'], say.cannotDecrypt());
      return;
    }
    judgeVotes(
      election,
      { result, tally: this.#tally.cells, cells: this.#expected, shares: new Map(enough) },
      findings,
    );
  }

  /** Check 9.3 */
  judgeQuorum(): void {
    if (!this.#tally) return;
    const { election, findings } = this.#context;
    findings.count('9.3');
    if (!this.hasQuorum) findings.add('9.3', {}, say.sharesMissing(this.#shares.size, election.threshold));
  }

  /** Without a ballot there is nothing to decrypt, and no share is needed (§9.5). */
  get hasQuorum(): boolean {
    const empty = this.#expected.every((cells) => cells.every(({ count }) => count === 0));
    return empty || this.#shares.size >= this.#context.election.threshold;
  }

  /** An entry whose body is one BlobRef: form, signature, blob. */
  async #blob<T>(
    entry: number,
    bytes: Uint8Array,
    check: CheckId,
    key: Uint8Array,
    parse: (blob: Uint8Array) => T,
  ): Promise<{ value: T; ref: BlobRef } | undefined> {
    const { election, findings, board } = this.#context;
    const fault = (says: Sentence): undefined => findings.add(check, { entry }, says) as undefined;
    findings.count(check);
    const opened = openSigned(election, bytes, readBlobRef);
    if (opened instanceof Refusal) return fault(opened.says);
    if (!opened.signedBy(key)) fault(say.badSignature());
    const ref = opened.body;
    const blob = await fetchBlob(board, ref);
    if (blob instanceof Refusal) return fault(blob.says);
    const value = attempt(() => parse(blob));
    return value instanceof Refusal ? fault(value.says) : { value, ref: { ...ref, hash: ref.hash.slice() } };
  }
}
