/** Tally, decryption shares and result (spec chapter 09). @module */
import { tryParse, ParseFailure, toHex } from '../../crypto/bytes.ts';
import { type CheckId, range } from '../../findings/checks.ts';
import { openAct } from '../acts/act.ts';
import {
  BlobMissing,
  type BlobRef,
  type Entry,
  fetchBlob,
  type Message,
  openMessage,
  openSigned,
  readBlobRef,
} from '../entry.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import type { Cell } from '../tally/cells.ts';
import { type ContestResult, judgeTotals, parseResult } from '../tally/result.ts';
import { multiplesOf, shareHolds, shareLength } from '../tally/share.ts';
import { cellsOf, judgeCells, judgeSums, parseTally, type TallyCells } from '../tally/tally.ts';
import { judgeVotes } from '../tally/votes.ts';
import { type Context, lazily, reportFirstFault } from './context.ts';
import type { Run } from './run.ts';
import type { Sums } from './sums.ts';

/** Fault of a share's blob. */
interface ShareFault {
  readonly check: '9.1' | '9.2';
  readonly says: Sentence;
  /** Whether another entry may find the blob without fault: it was missing. */
  readonly mayPass: boolean;
}

export class Count {
  readonly #context: Context;
  readonly #run: Run;
  readonly #sums: Sums;
  /** Cells required by §9.2. */
  #expected: readonly (readonly Cell[])[] = [];
  /** Number of cells of each contest in the published tally, if it could be read. */
  #published: readonly number[] = [];
  /** Published tally and its hash, if it can be used. */
  #tally: { readonly cells: TallyCells; readonly hash: Uint8Array } | undefined;
  /** Trustees with a valid share, and D of each ciphertext for the first t of them; undefined for the others. */
  readonly #shares = new Map<number, Uint8Array | undefined>();
  /** Faults of void shares, by trustee, hash and length of the blob, so that a repeated share is not judged again. */
  readonly #voidShares = new Map<string, ShareFault>();
  result: readonly ContestResult[] | undefined;

  constructor(context: Context, run: Run, sums: Sums) {
    this.#context = context;
    this.#run = run;
    this.#sums = sums;
  }

  get cells(): readonly (readonly Cell[])[] {
    return this.#expected;
  }

  /** Trustees with a valid share, in the order of the board. */
  get shareSenders(): number[] {
    return [...this.#shares.keys()];
  }

  async judgeTally({ index, bytes }: Entry): Promise<void> {
    const { election, findings, arithmetic } = this.#context;
    this.#expected = cellsOf(election, this.#sums);
    const read = await this.#readBlobEntry(
      index,
      '8.1',
      openMessage(election, bytes, election.board, readBlobRef),
      (blob) => parseTally(blob, election, arithmetic),
    );
    if (!read) {
      findings.notRun([...range('8.2', '9.3'), '10.2'], sentences.unreadPart());
      return;
    }
    this.#published = read.value.map((cells) => cells.length);
    if (!judgeCells(election, read.value, this.#expected, findings)) {
      findings.notRun([...range('8.3', '9.3'), '10.2'], sentences.cellsUnusable());
      return;
    }
    this.#tally = { cells: read.value, hash: read.ref.hash };
    judgeSums(election.contests, read.value, this.#sums, findings);
  }

  async judgeShare({ index, bytes }: Entry): Promise<void> {
    const { election, findings } = this.#context;
    findings.count('9.1');
    const read = openSigned(election, bytes, (reader) => ({
      trustee: reader.u8(),
      ref: readBlobRef(reader),
    }));
    if (read instanceof ParseFailure) {
      findings.add('9.1', { entry: index }, read.says);
      return;
    }
    const { trustee, ref } = read.body;
    const place = { entry: index, trustee };
    const key = election.trustees.get(trustee)?.signingKey;
    const isFaulty = reportFirstFault(
      this.#context,
      '9.1',
      place,
      lazily(
        () => !this.#run.trustees.includes(trustee) && sentences.notInRun(trustee),
        () => this.#shares.has(trustee) && sentences.alreadySent(),
        () => !(key && read.signedBy(key)) && sentences.badSignature(),
      ),
    );
    // Without a tally there is nothing to compare the blob with, and 9.1 was listed as not run.
    if (isFaulty || !this.#tally) return;
    const name = `${trustee} ${toHex(ref.hash)} ${ref.length}`;
    const fault = this.#voidShares.get(name) ?? (await this.#judgeShareBlob(trustee, ref, this.#tally));
    if (fault?.check !== '9.1') findings.count('9.2');
    if (!fault) return;
    findings.add(fault.check, place, fault.says);
    if (!fault.mayPass) this.#voidShares.set(name, fault);
  }

  /** Returns the fault of the share in a blob. Counts the share if there is none. */
  async #judgeShareBlob(
    trustee: number,
    ref: BlobRef,
    { cells, hash }: { readonly cells: TallyCells; readonly hash: Uint8Array },
  ): Promise<ShareFault | undefined> {
    const { election, board, arithmetic } = this.#context;
    const length = shareLength(cells);
    if (length === undefined) return { check: '9.1', says: sentences.nothingToDecrypt(), mayPass: false };
    if (ref.length !== length)
      return { check: '9.1', says: sentences.wrongLength(ref.length, length), mayPass: false };
    const blob = await fetchBlob(board, ref);
    if (blob instanceof ParseFailure)
      return { check: '9.1', says: blob.says, mayPass: blob instanceof BlobMissing };
    const X = this.#run.verificationKey(trustee);
    const statement = { election, tally: hash, cells, trustee, X };
    const holds = tryParse(() => shareHolds(blob, statement, arithmetic));
    if (holds instanceof ParseFailure) return { check: '9.1', says: holds.says, mayPass: false };
    if (!holds) return { check: '9.2', says: sentences.badShareProof(), mayPass: false };
    this.#shares.set(trustee, this.hasQuorum ? undefined : multiplesOf(blob));
    return undefined;
  }

  async judgeResult({ index, bytes }: Entry): Promise<void> {
    const { election, findings, arithmetic } = this.#context;
    this.judgeQuorum();
    const read = await this.#readBlobEntry(index, '10.1', openAct(election, bytes, readBlobRef), (blob) =>
      parseResult(blob, election),
    );
    const result = read?.value;
    const misfit =
      result &&
      election.contests.find(
        // A result is read by the cells of the published tally (§10.2). Without one there is nothing to
        // compare.
        ({ position }) =>
          result[position]!.cells.length !== (this.#published[position] ?? result[position]!.cells.length),
      );
    if (misfit) findings.add('10.1', { entry: index, contest: misfit.id }, sentences.wrongCells());
    if (!result || misfit) {
      findings.notRun(['10.2', '10.3'], sentences.unreadPart());
      return;
    }
    const fits = result.every(({ cells }, position) => cells.length === this.#expected[position]!.length);
    if (fits) this.result = result;
    judgeTotals(election, result, findings);
    if (!this.#tally || !this.hasQuorum) {
      findings.notRun(['10.2'], sentences.cannotDecrypt());
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

  /** Judges check 9.3. */
  judgeQuorum(): void {
    if (!this.#tally) return;
    const { election, findings } = this.#context;
    findings.count('9.3');
    if (!this.hasQuorum)
      findings.add('9.3', {}, sentences.sharesMissing(this.#shares.size, election.threshold));
  }

  /**
   * Tells whether enough trustees decrypted. Without ballots there is nothing to decrypt and no share is
   * needed (§9.5).
   */
  get hasQuorum(): boolean {
    const empty = this.#expected.every((cells) => cells.every(({ count }) => count === 0));
    return empty || this.#shares.size >= this.#context.election.threshold;
  }

  /**
   * Reads an entry whose body is one blob reference, and parses the blob. Adds a finding for each fault. Returns
   * undefined if there is no value; a wrong signature alone does not prevent it.
   */
  async #readBlobEntry<T>(
    entry: number,
    check: CheckId,
    opened: Message<BlobRef> | ParseFailure,
    parse: (blob: Uint8Array) => T,
  ): Promise<{ value: T; ref: BlobRef } | undefined> {
    const { findings, board } = this.#context;
    const fault = (says: Sentence): undefined => findings.add(check, { entry }, says) as undefined;
    findings.count(check);
    if (opened instanceof ParseFailure) return fault(opened.says);
    const unsigned = opened.signatureFault();
    if (unsigned) fault(unsigned);
    const ref = opened.body;
    const blob = await fetchBlob(board, ref);
    if (blob instanceof ParseFailure) return fault(blob.says);
    const value = tryParse(() => parse(blob));
    return value instanceof ParseFailure
      ? fault(value.says)
      : { value, ref: { ...ref, hash: ref.hash.slice() } };
  }
}
