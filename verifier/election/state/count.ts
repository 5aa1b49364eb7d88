/** Tally, decryption shares and result, as they come on the board (spec chapter 09). @module */
import { attempt, Refusal, toHex } from '../../crypto/bytes.ts';
import { type CheckId, range } from '../../findings/checks.ts';
import { BlobMissing, type BlobRef, type Entry, fetchBlob, openSigned, readBlobRef } from '../entry.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import type { Cell } from '../tally/cells.ts';
import { type ContestResult, judgeTotals, parseResult } from '../tally/result.ts';
import { multiplesIn, shareLength, type WrongPart, wrongParts } from '../tally/share.ts';
import { cellsOf, judgeCells, judgeSums, parseTally, type TallyCells } from '../tally/tally.ts';
import { judgeVotes } from '../tally/votes.ts';
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
  /** Trustees with a valid share, and of the first t of them D of each ciphertext. */
  readonly #shares = new Map<number, Uint8Array | undefined>();
  /** What is wrong with a void share, by trustee and blob: one that comes again is not judged again. */
  readonly #void = new Map<string, Refusal | readonly WrongPart[]>();
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
    const { election, findings, arithmetic } = this.#context;
    this.#expected = cellsOf(election, this.#sums);
    const read = await this.#blob(index, bytes, '8.1', election.board, (blob) =>
      parseTally(blob, election, arithmetic),
    );
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
    const { election, findings } = this.#context;
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
    const name = `${trustee} ${toHex(ref.hash)}`;
    const wrong = this.#void.get(name) ?? (await this.#judgeShare(trustee, ref, this.#tally));
    if (wrong instanceof Refusal) {
      findings.add('9.1', place, wrong.says);
    } else {
      findings.count('9.2');
      for (const { contest, cell, option } of wrong)
        findings.add('9.2', { ...place, contest: contest.id, cell }, say.shareProof(option));
    }
    const isVoid = wrong instanceof Refusal ? !(wrong instanceof BlobMissing) : wrong.length > 0;
    if (isVoid) this.#void.set(name, wrong);
  }

  /** What is wrong with the share in a blob; if nothing is it counts from now on. */
  async #judgeShare(
    trustee: number,
    ref: BlobRef,
    { cells, hash }: { readonly cells: TallyCells; readonly hash: Uint8Array },
  ): Promise<Refusal | readonly WrongPart[]> {
    const { election, board, arithmetic } = this.#context;
    const length = shareLength(cells);
    if (ref.length !== length) return new Refusal(say.wrongLength(ref.length, length));
    const blob = await fetchBlob(board, ref);
    if (blob instanceof Refusal) return blob;
    const X = this.#run.verificationKey(trustee);
    const statement = { election, tally: hash, trustee, X };
    const wrong = attempt(() => wrongParts(blob, cells, statement, arithmetic));
    if (!(wrong instanceof Refusal) && wrong.length === 0)
      this.#shares.set(trustee, this.hasQuorum ? undefined : multiplesIn(blob));
    return wrong;
  }

  async publish({ index, bytes }: Entry): Promise<void> {
    const { election, findings, arithmetic } = this.#context;
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
    if (!this.#tally || !this.hasQuorum) {
      findings.notRun(['10.2'], say.cannotDecrypt());
      return;
    }
    const shares = new Map(
      [...this.#shares].flatMap(([trustee, own]) => (own ? [[trustee, own] as const] : [])),
    );
    judgeVotes(
      { election, result, tally: this.#tally.cells, cells: this.#expected, shares },
      arithmetic,
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
