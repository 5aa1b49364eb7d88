/** Voting in person: pools, issues and closings of sites (spec §11.2, §11.3, §11.5). @module */
import { attempt, compare, Reader, Refusal, toHex } from '../../crypto/bytes.ts';
import { BlobMissing, type BlobRef, type Entry, fetchBlob, openSigned, readBlobRef } from '../entry.ts';
import { readElement } from '../../crypto/group.ts';
import { times } from '../../crypto/proofs.ts';
import { say } from '../../findings/sentences.ts';
import { lazily } from './ceremony.ts';
import { type Context, refuse } from './context.ts';
import { type Credentials, isGround, MOVED, readCredentials, WALK_IN } from './credentials.ts';
import { type HeldLists, SiteState } from './site.ts';

export const ISSUE_KIND = 0x22;
export const POOL_KIND = 0x23;
export const SITE_CLOSING_KIND = 0x34;

export class Sites {
  readonly #context: Context;
  readonly #credentials: Credentials;
  /** In the order of the manifest. */
  readonly all: readonly SiteState[];
  /** Of the lists that void closings named, by site and blob: how long they are, or what is wrong whatever is said of them. */
  readonly #seen = new Map<string, HeldNumbers | Refusal>();

  constructor(context: Context, credentials: Credentials) {
    this.#context = context;
    this.#credentials = credentials;
    this.all = context.election.sites.map((site) => new SiteState(site));
  }

  /** The site in whose pool the credential is; none for one of the internet. */
  of(X: Uint8Array): SiteState | undefined {
    const site = this.#credentials.poolOf(X);
    return site === undefined ? undefined : this.all[site];
  }

  /** Check 4.6 */
  pool({ index, bytes }: Entry): void {
    const { election, findings, arithmetic } = this.#context;
    const place = { entry: index };
    findings.count('4.6');
    const read = openSigned(election, bytes, (reader) => ({
      site: reader.u16(),
      credentials: readCredentials(reader),
    }));
    const refusal =
      read instanceof Refusal ? read : arithmetic.settle([read.body.credentials.map(arithmetic.defer)])[0];
    if (read instanceof Refusal || refusal) {
      findings.add('4.6', place, refusal!.says);
      return;
    }
    const { site, credentials } = read.body;
    const ill = refuse(
      this.#context,
      '4.6',
      place,
      lazily(
        () => !this.all[site] && say.noSuchSite(site),
        () => !read.signedBy(election.registrar) && say.badSignature(),
      ),
    );
    if (ill || refuse(this.#context, '4.6', place, this.#credentials.orderFaults(credentials))) return;
    this.#credentials.addPool(site, credentials);
  }

  /** Checks 4.7 and 4.8, and 7.5 for the window. `roll` is that of each unit, if the opening could be read. */
  issue({ index, bytes }: Entry, clock: bigint, roll: readonly number[] | undefined): void {
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
    if (read instanceof Refusal) {
      findings.add('4.7', place, read.says);
      return;
    }
    const { X, unit } = read.body;
    const style = election.styles[read.body.style];
    const state = this.all[read.body.site];
    const ground = isGround(read.body.ground) ? read.body.ground : undefined;
    const ill = refuse(
      this.#context,
      '4.7',
      place,
      lazily(
        () => !state && say.noSuchSite(read.body.site),
        () => !style && say.noSuchStyle(read.body.style),
        () => !ground && say.noSuchGround(read.body.ground),
        () => !style?.units.has(unit) && say.unitNotInStyle(unit),
        () => ground === MOVED && state?.site.moves === false && say.noMoves(),
        () => !(state && read.signedBy(state.site.key)) && say.badSignature(),
      ),
    );
    if (ill || !state || !ground) return;
    if (!state.isOpen('issues', bytes, clock)) {
      findings.add('7.5', place, say.outsideWindow());
      return;
    }
    const { position } = state.site;
    const credentials = this.#credentials;
    const number = credentials.toIssue(X.bytes, position);
    if (typeof number !== 'number') {
      findings.add('4.7', place, number);
      return;
    }
    findings.count('4.8');
    const limit = ground === WALK_IN ? state.site.walkIns : roll?.[unit];
    const active = ground === WALK_IN ? credentials.walkInsAt[position]! : credentials.onRoll(unit);
    if (limit !== undefined && active >= limit) {
      findings.add('4.8', place, ground === WALK_IN ? say.noMoreWalkIns(limit) : say.rollExhausted(limit));
      return;
    }
    credentials.issue(number, { style: read.body.style, unit, ground });
    state.record('issues', bytes);
  }

  /** Check 7.7 */
  async close({ index, bytes }: Entry, clock: bigint): Promise<void> {
    const { election, findings } = this.#context;
    const place = { entry: index };
    findings.count('7.7');
    const read = openSigned(election, bytes, (reader) => ({
      site: reader.u16(),
      issued: reader.u32(),
      ballots: reader.u32(),
      ref: readBlobRef(reader),
    }));
    if (read instanceof Refusal) {
      findings.add('7.7', place, read.says);
      return;
    }
    const { site, issued, ballots, ref } = read.body;
    const state = this.all[site];
    const ill = refuse(
      this.#context,
      '7.7',
      place,
      lazily(
        () => !state && say.noSuchSite(site),
        () => !(state && read.signedBy(state.site.key)) && say.badSignature(),
        () => state && clock < state.site.ends && say.tooEarly(),
        () => state?.hasClosed === true && say.siteHasClosed(),
      ),
    );
    if (ill || !state) return;
    const numbers = { issues: issued - state.issued, ballots: ballots - state.ballots };
    const held = await this.#held(state, numbers, ref);
    if (held instanceof Refusal) findings.add('7.7', place, held.says);
    else state.close(held);
  }

  /** What a closing with these numbers of entries still holds, if that is right. */
  async #held(state: SiteState, numbers: HeldNumbers, ref: BlobRef): Promise<HeldLists | Refusal> {
    // Whatever the blob is, these numbers are not those of its lists.
    if (ref.length !== heldLength(numbers)) return new Refusal(say.otherHeld());
    const name = `${state.site.position} ${toHex(ref.hash)}`;
    const seen = this.#seen.get(name);
    if (seen instanceof Refusal) return seen;
    if (seen && !sameNumbers(seen, numbers)) return new Refusal(say.otherHeld());
    const blob = await fetchBlob(this.#context.board, ref);
    const held = blob instanceof Refusal ? blob : attempt(() => readHeld(blob, state));
    if (held instanceof BlobMissing) return held;
    if (held instanceof Refusal) {
      this.#seen.set(name, held);
      return held;
    }
    const own = { issues: held.issues.length, ballots: held.ballots.length };
    if (sameNumbers(own, numbers)) return held;
    this.#seen.set(name, own);
    return new Refusal(say.otherHeld());
  }
}

/** How many entries a site holds, by its list. */
type HeldNumbers = Readonly<Record<keyof HeldLists, number>>;

function heldLength({ issues, ballots }: HeldNumbers): number {
  return 8 + 32 * (issues + ballots);
}

function sameNumbers(one: HeldNumbers, other: HeldNumbers): boolean {
  return one.issues === other.issues && one.ballots === other.ballots;
}

/** The blob of a closing: what the site still holds, nothing of which is on the board already. */
function readHeld(blob: Uint8Array, state: SiteState): HeldLists {
  const reader = new Reader(blob);
  const held = { issues: readHashes(reader), ballots: readHashes(reader) };
  reader.end();
  if (state.hasAny(held)) throw new Refusal(say.holdsWhatStands());
  return held;
}

function readHashes(reader: Reader): Uint8Array[] {
  const count = reader.u32();
  if (count > 100_000) throw new Refusal(say.tooMany(count, 100_000));
  const hashes = times(count, () => reader.take(32));
  for (const [i, hash] of hashes.entries())
    if (i > 0 && compare(hashes[i - 1]!, hash) >= 0) throw new Refusal(say.hashNotAscending(i));
  return hashes;
}
