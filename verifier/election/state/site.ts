/**
 * State of one site: when it may deliver entries, the entries on the board and those outstanding, and whether
 * it is done (spec §11.1, §11.5, §11.6).
 * @module
 */
import type { Site } from '../election.ts';
import { KeyTable } from '../key-table.ts';
import type { Hours } from './hours.ts';
import { sha256 } from '../../crypto/transcript.ts';

/** Kind of entry that a site delivers, as in the lists of its closing. */
export type DeliveryKind = 'issues' | 'ballots';

/** SHA-256 of the entries that a closing names as outstanding. */
export type OutstandingLists = Readonly<Record<DeliveryKind, readonly Uint8Array[]>>;

export class SiteState {
  readonly site: Site;
  readonly #hours: Hours;
  /**
   * SHA-256 of the site's valid entries on the board: issues, revoked ones included, and ballots with
   * credentials of its pools.
   */
  readonly #valid = { issues: new KeyTable(), ballots: new KeyTable() };
  /** Hashes of the entries that the site's closing named as outstanding. Undefined before the closing. */
  #named: Readonly<Record<DeliveryKind, KeyTable>> | undefined;
  /** Number of entries in `#named` of which the board has no valid one. */
  #awaited = 0;

  constructor(site: Site, hours: Hours) {
    this.site = site;
    this.#hours = hours;
  }

  /** End of the site that is in force (§12.3). */
  get ends(): bigint {
    return this.#hours.endOf(this.site);
  }

  get issued(): number {
    return this.#valid.issues.size;
  }

  get ballots(): number {
    return this.#valid.ballots.size;
  }

  get hasClosed(): boolean {
    return this.#named !== undefined;
  }

  /** Number of entries that the site's closing named and that are not on the board. */
  get awaited(): number {
    return this.#awaited;
  }

  /** Tells whether the site may deliver the entry with these bytes at this clock. */
  isOpen(what: DeliveryKind, bytes: Uint8Array, clock: bigint): boolean {
    const { starts, grace, delivery } = this.site;
    if (clock < starts) return false;
    if (!this.#named) return clock < this.ends + grace;
    return clock < this.ends + delivery && this.#named[what].has(sha256(bytes));
  }

  /** Records a valid entry. Requires that `isOpen` is true for it. */
  record(what: DeliveryKind, bytes: Uint8Array): void {
    this.#valid[what].add(sha256(bytes));
    if (this.#named) this.#awaited -= 1;
  }

  /** Tells whether the board has a valid entry among those that a closing names as outstanding. */
  hasAny({ issues, ballots }: OutstandingLists): boolean {
    const { issues: issued, ballots: cast } = this.#valid;
    return issues.some((hash) => issued.has(hash)) || ballots.some((hash) => cast.has(hash));
  }

  /** Closes the site. Requires that the board has none of the named entries. */
  close({ issues, ballots }: OutstandingLists): void {
    this.#named = { issues: tableOf(issues), ballots: tableOf(ballots) };
    this.#awaited = issues.length + ballots.length;
  }

  /** Tells whether the site is done (§11.6). */
  isDone(clock: bigint): boolean {
    return clock >= this.ends + this.site.delivery || (this.hasClosed && this.#awaited === 0);
  }
}

function tableOf(keys: readonly Uint8Array[]): KeyTable {
  const table = new KeyTable();
  for (const key of keys) table.add(key);
  return table;
}
