/**
 * State of the record after the entries applied so far: stage, clock, ceremony, and facts of official entries (spec
 * §8.8).
 * @module
 */

import { Ceremony } from '../../ceremony/ceremony.ts';
import type { CeremonyRun } from '../../ceremony/run.ts';
import type { Element } from '../../group.ts';
import type { Election } from '../../manifest/election.ts';
import type { BlobRef } from '../../entry/entry.ts';
import { Kind } from '../../entry/kinds.ts';
import { INTERNET } from '../acts.ts';
import { parseSiteClosing } from '../in-person.ts';
import { parseClock, parseOpening, parseShareEntry, parseTallyEntry } from '../office.ts';
import { isCeremony, stageBegunBy, type ElectionStage } from './entry-rules.ts';
import { Acts, isAct } from './stated-acts.ts';

/**
 * Entries for which the window of a site is open (spec §11.1): none, all, or only those that the site's closing lists
 * as outstanding.
 */
export type SiteWindow = 'none' | 'all' | 'outstanding-only';

export class RecordState {
  readonly election: Election;
  /** Number of entries applied, ballots included. */
  size = 0;
  stage: ElectionStage = 'setup';
  /** Time of the last clock mark, POSIX seconds; 0 before the first. */
  clock = 0;
  /** Number of people on the roll by unit, from the opening. */
  roll: readonly number[] = [];
  tally: BlobRef | undefined;
  /** Decryption shares by number of the trustee. */
  readonly shares = new Map<number, BlobRef>();
  /** Positions of the sites that have a valid closing. */
  readonly closedSites = new Set<number>();
  readonly acts: Acts;
  #ceremonyState: Ceremony | undefined;

  constructor(election: Election) {
    this.election = election;
    this.acts = new Acts(election);
  }

  /** Key ceremony; undefined before the first clock mark, which starts it. */
  get ceremony(): Ceremony | undefined {
    return this.#ceremonyState;
  }

  /** Current run of the ceremony; throws before the first clock mark. */
  get run(): CeremonyRun {
    if (!this.#ceremonyState) throw new Error('the ceremony has not begun');
    return this.#ceremonyState.run;
  }

  /** Election key K; undefined until a run of the ceremony is complete. */
  get key(): Element | undefined {
    return this.#ceremonyState?.run.complete ? this.#ceremonyState.run.key : undefined;
  }

  /** End of voting by internet that is in force, POSIX seconds (spec §12.3). */
  get closes(): number {
    return this.acts.hours.endOf(INTERNET);
  }

  /** End of the grace period in which open sessions can still cast, POSIX seconds (spec §8.7). */
  get graceEnds(): number {
    return this.closes + this.election.manifest.graceSeconds;
  }

  /** Returns the end of a site's hours that is in force, POSIX seconds (spec §12.3). */
  siteEnds(site: number): number {
    return this.acts.hours.endOf(site);
  }

  /** Returns the window of a site at the current clock. */
  siteWindow(site: number): SiteWindow {
    const { starts, grace, delivery } = this.election.sites[site]!;
    const ends = this.siteEnds(site);
    if (this.clock < starts) return 'none';
    if (this.closedSites.has(site)) return this.clock < ends + delivery ? 'outstanding-only' : 'none';
    return this.clock < ends + grace ? 'all' : 'none';
  }

  /** Returns the window of ballots by internet at the current clock (spec §8.8). */
  get internetWindow(): SiteWindow {
    return this.election.opens <= this.clock && this.clock < this.graceEnds ? 'all' : 'none';
  }

  /**
   * Returns whether a site is done (§11.6): it has closed and delivered everything, or its time is over. `missing` is
   * the number of outstanding entries that are not on the board yet.
   */
  isSiteDone(site: number, missing: number): boolean {
    const isOver = this.clock >= this.siteEnds(site) + this.election.sites[site]!.delivery;
    return isOver || (this.closedSites.has(site) && missing === 0);
  }

  /** Applies a valid entry that stands at `index`. Throws, changing nothing, if a message of the ceremony is void. */
  apply(index: number, entry: Uint8Array): void {
    const kind = entry[0]!;
    if (kind === Kind.clock) {
      const now = parseClock(entry);
      if (this.clock > 0) this.acts.hours.mark(this.clock, now);
      this.clock = now;
      this.#ceremonyState ??= new Ceremony(this.election, this.clock);
    } else if (isCeremony(kind)) this.#ceremonyState!.accept(entry, this.clock);
    else if (isAct(kind)) this.acts.apply(index, entry, this.closedSites);
    else if (kind === Kind.opening) this.roll = parseOpening(entry, this.election);
    else if (kind === Kind.siteClosing) this.closedSites.add(parseSiteClosing(entry).site);
    else if (kind === Kind.tally) this.tally = parseTallyEntry(entry);
    else if (kind === Kind.decryptionShare) {
      const { trustee, share } = parseShareEntry(entry);
      this.shares.set(trustee, share);
    }
    this.stage = stageBegunBy(entry) ?? this.stage;
    this.size = index + 1;
  }
}
