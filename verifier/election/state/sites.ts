/** Voting in person: pools, issues and closings of sites (spec §11.2, §11.3, §11.5). @module */
import { tryParse, compareBytes, ByteReader, ParseFailure, toHex } from '../../crypto/bytes.ts';
import { BlobReader } from '../blob-reader.ts';
import { type BlobRef, type Entry, openSigned, readBlobRef } from '../entry.ts';
import { readElement } from '../../crypto/group.ts';
import { repeat } from '../../crypto/proofs.ts';
import { sentences } from '../../findings/sentences.ts';
import { type Context, lazily, reportFirstFault } from './context.ts';
import { type Credentials, isGround, MOVED, readCredentials, WALK_IN } from './credentials.ts';
import type { Hours } from './hours.ts';
import { type OutstandingLists, SiteState } from './site.ts';

export class Sites {
  readonly #context: Context;
  readonly #credentials: Credentials;
  /** Sites in the order of the manifest. */
  readonly all: readonly SiteState[];
  /**
   * Cache of parsed blobs of void closings, by site and hash of the blob: the lengths of the lists in the blob, or
   * the parse failure.
   */
  readonly #voidLists = new Map<string, OutstandingCounts | ParseFailure>();
  readonly #blobs: BlobReader;

  constructor(context: Context, credentials: Credentials, hours: Hours) {
    this.#context = context;
    this.#blobs = new BlobReader(
      context.board,
      outstandingLength({ issues: MAX_OUTSTANDING, ballots: MAX_OUTSTANDING }),
    );
    this.#credentials = credentials;
    this.all = context.election.sites.map((site) => new SiteState(site, hours));
  }

  /** Returns the site whose pool has the credential. Undefined for a credential of the internet. */
  siteOf(X: Uint8Array): SiteState | undefined {
    const site = this.#credentials.siteOfPool(X);
    return site === undefined ? undefined : this.all[site];
  }

  /** Judges a pool (check 4.6). */
  judgePool({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    const place = { entry: index };
    findings.count('4.6');
    const read = openSigned(election, bytes, (reader) => ({
      site: reader.u16(),
      credentials: readCredentials(reader),
    }));
    const failure =
      read instanceof ParseFailure
        ? read
        : arithmetic.decodeDeferred([read.body.credentials.map(arithmetic.defer)])[0];
    if (read instanceof ParseFailure || failure) {
      findings.add('4.6', place, failure!.says);
      return;
    }
    const { site, credentials } = read.body;
    const isVoid = reportFirstFault(
      this.#context,
      '4.6',
      place,
      lazily(
        () => !this.all[site] && sentences.noSuchSite(site),
        () => !read.signedBy(election.registrar) && sentences.badSignature(),
      ),
    );
    if (isVoid || reportFirstFault(this.#context, '4.6', place, this.#credentials.orderFaults(credentials)))
      return;
    this.#credentials.addPool(site, credentials);
  }

  /**
   * Judges an issue (checks 4.7 and 4.8, and 7.5 for its time). `roll`: number of people on the roll of each
   * unit, if the opening could be read.
   */
  judgeIssue({ index, bytes }: Entry, clock: bigint, roll: readonly number[] | undefined): void {
    const { election, findings } = this.#context;
    const place = { entry: index };
    findings.count('4.7');
    const read = openSigned(election, bytes, (reader) => ({
      site: reader.u16(),
      X: readElement(reader),
      style: reader.u16(),
      unit: reader.u16(),
      ground: reader.u8(),
      seconds: reader.u64(),
    }));
    if (read instanceof ParseFailure) {
      findings.add('4.7', place, read.says);
      return;
    }
    const { X, unit } = read.body;
    const style = election.styles[read.body.style];
    const state = this.all[read.body.site];
    const ground = isGround(read.body.ground) ? read.body.ground : undefined;
    const isVoid = reportFirstFault(
      this.#context,
      '4.7',
      place,
      lazily(
        () => !state && sentences.noSuchSite(read.body.site),
        () => !style && sentences.noSuchStyle(read.body.style),
        () => !ground && sentences.noSuchGround(read.body.ground),
        () => !style?.units.has(unit) && sentences.unitNotInStyle(unit),
        () => ground === MOVED && state?.site.moves === false && sentences.noTransfers(),
        () => !(state && read.signedBy(state.site.key)) && sentences.badSignature(),
      ),
    );
    if (isVoid || !state || !ground) return;
    if (!state.isOpen('issues', bytes, clock)) {
      findings.add('7.5', place, sentences.outsideWindow());
      return;
    }
    const { position } = state.site;
    const credentials = this.#credentials;
    const number = credentials.findForIssue(X.bytes, position);
    if (typeof number !== 'number') {
      findings.add('4.7', place, number);
      return;
    }
    findings.count('4.8');
    const limit = ground === WALK_IN ? state.site.walkIns : roll?.[unit];
    const active = ground === WALK_IN ? credentials.walkInsAt[position]! : credentials.countOnRoll(unit);
    if (limit !== undefined && active >= limit) {
      findings.add(
        '4.8',
        place,
        ground === WALK_IN ? sentences.noMoreWalkIns(limit) : sentences.rollExhausted(limit),
      );
      return;
    }
    credentials.issue(number, { style: read.body.style, unit, ground });
    state.record('issues', bytes);
  }

  /** Judges the closing of a site (check 7.7). */
  async judgeClosing({ index, bytes }: Entry, clock: bigint): Promise<void> {
    const { election, findings } = this.#context;
    const place = { entry: index };
    findings.count('7.7');
    const read = openSigned(election, bytes, (reader) => ({
      site: reader.u16(),
      issued: reader.u32(),
      ballots: reader.u32(),
      ref: readBlobRef(reader),
    }));
    if (read instanceof ParseFailure) {
      findings.add('7.7', place, read.says);
      return;
    }
    const { site, issued, ballots, ref } = read.body;
    const state = this.all[site];
    const isVoid = reportFirstFault(
      this.#context,
      '7.7',
      place,
      lazily(
        () => !state && sentences.noSuchSite(site),
        () => !(state && read.signedBy(state.site.key)) && sentences.badSignature(),
        () => state && clock < state.ends && sentences.tooEarly(),
        () => state?.hasClosed === true && sentences.siteHasClosed(),
      ),
    );
    if (isVoid || !state) return;
    const numbers = { issues: issued - state.issued, ballots: ballots - state.ballots };
    const held = await this.#readOutstanding(state, numbers, ref);
    if (held instanceof ParseFailure) findings.add('7.7', place, held.says);
    else state.close(held);
  }

  /** Reads the lists of outstanding entries of a closing. Fails unless they have these numbers of entries. */
  async #readOutstanding(
    state: SiteState,
    numbers: OutstandingCounts,
    ref: BlobRef,
  ): Promise<OutstandingLists | ParseFailure> {
    // A blob of this length cannot have lists with these numbers of entries.
    if (ref.length !== outstandingLength(numbers)) return new ParseFailure(sentences.wrongOutstanding());
    const name = `${state.site.position} ${toHex(ref.hash)}`;
    const seen = this.#voidLists.get(name);
    if (seen instanceof ParseFailure) return seen;
    if (seen && !sameCounts(seen, numbers)) return new ParseFailure(sentences.wrongOutstanding());
    const blob = await this.#blobs.read(ref);
    if (blob instanceof ParseFailure) return blob;
    const held = tryParse(() => readOutstanding(blob, state));
    if (held instanceof ParseFailure) {
      this.#voidLists.set(name, held);
      return held;
    }
    const own = { issues: held.issues.length, ballots: held.ballots.length };
    if (sameCounts(own, numbers)) return held;
    this.#voidLists.set(name, own);
    return new ParseFailure(sentences.wrongOutstanding());
  }
}

/** Maximum length of a list of outstanding entries. */
const MAX_OUTSTANDING = 100_000;

/** Number of outstanding entries in each list. */
type OutstandingCounts = Readonly<Record<keyof OutstandingLists, number>>;

function outstandingLength({ issues, ballots }: OutstandingCounts): number {
  return 8 + 32 * (issues + ballots);
}

function sameCounts(one: OutstandingCounts, other: OutstandingCounts): boolean {
  return one.issues === other.issues && one.ballots === other.ballots;
}

/** Parses the blob of a closing: the outstanding entries, none of which may be on the board. */
function readOutstanding(blob: Uint8Array, state: SiteState): OutstandingLists {
  const reader = new ByteReader(blob);
  const held = { issues: readHashes(reader), ballots: readHashes(reader) };
  reader.end();
  if (state.hasAny(held)) throw new ParseFailure(sentences.outstandingIsPresent());
  return held;
}

function readHashes(reader: ByteReader): Uint8Array[] {
  const count = reader.u32();
  if (count > MAX_OUTSTANDING) throw new ParseFailure(sentences.tooMany(count, MAX_OUTSTANDING));
  const hashes = repeat(count, () => reader.take(32));
  for (const [i, hash] of hashes.entries())
    if (i > 0 && compareBytes(hashes[i - 1]!, hash) >= 0)
      throw new ParseFailure(sentences.hashNotAscending(i));
  return hashes;
}
