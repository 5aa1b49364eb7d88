/** One site: when it is open, what it gave out and took in, what it still holds, when it is done (spec §11.1, §11.5, §11.6). @module */
import type { Site } from '../election.ts';
import { KeyTable } from '../key-table.ts';
import { sha256 } from '../../crypto/transcript.ts';

/** What a site sends to the board, by the lists of its closing. */
export type Delivery = 'issues' | 'ballots';

/** SHA-256 of the entries that a closing names. */
export type HeldLists = Readonly<Record<Delivery, readonly Uint8Array[]>>;

export class SiteState {
  readonly site: Site;
  /** SHA-256 of its valid entries on the board: of issues, revoked ones too, and of ballots with credentials of its pools. */
  readonly #valid = { issues: new KeyTable(), ballots: new KeyTable() };
  /** What its closing named. */
  #named: Readonly<Record<Delivery, KeyTable>> | undefined;
  /** Of those, how many have not come to the board as valid ones since. */
  #awaited = 0;

  constructor(site: Site) {
    this.site = site;
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

  /** Entries that its closing named and that have not come. */
  get awaited(): number {
    return this.#awaited;
  }

  /** Whether the window of the site is open for an entry with these bytes. */
  isOpen(what: Delivery, bytes: Uint8Array, clock: bigint): boolean {
    const { starts, ends, grace, delivery } = this.site;
    if (clock < starts) return false;
    if (!this.#named) return clock < ends + grace;
    return clock < ends + delivery && this.#named[what].has(sha256(bytes));
  }

  /** A valid entry with these bytes is on the board; only one for which the window was open. */
  record(what: Delivery, bytes: Uint8Array): void {
    this.#valid[what].add(sha256(bytes));
    if (this.#named) this.#awaited -= 1;
  }

  /** Whether one of these entries, which a closing would name as held, is on the board as a valid one. */
  hasAny({ issues, ballots }: HeldLists): boolean {
    const { issues: issued, ballots: cast } = this.#valid;
    return issues.some((hash) => issued.has(hash)) || ballots.some((hash) => cast.has(hash));
  }

  /** With lists of which it has none. */
  close({ issues, ballots }: HeldLists): void {
    this.#named = { issues: tableOf(issues), ballots: tableOf(ballots) };
    this.#awaited = issues.length + ballots.length;
  }

  /** §11.6 */
  isDone(clock: bigint): boolean {
    const { ends, delivery } = this.site;
    return clock >= ends + delivery || (this.hasClosed && this.#awaited === 0);
  }
}

function tableOf(keys: readonly Uint8Array[]): KeyTable {
  const table = new KeyTable();
  for (const key of keys) table.add(key);
  return table;
}
