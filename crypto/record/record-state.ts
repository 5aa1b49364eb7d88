/** Where the record stands: stage, clock, ceremony, and what the official entries have said (spec §8.8). @module */

import { Ceremony } from '../ceremony/ceremony.ts';
import type { Element } from '../group.ts';
import type { Election } from '../manifest/election.ts';
import type { BlobRef } from '../entry/entry.ts';
import { parseSiteClosing } from './in-person.ts';
import { Kind } from '../entry/kinds.ts';
import { parseClock, parseOpening, parseShareEntry, parseTallyEntry } from './office.ts';

export const stages = ['setup', 'open', 'closed', 'admitted', 'tallied', 'finished'] as const;
export type Stage = (typeof stages)[number];

/** Kinds that end a stage, and the stage that begins. */
const begins = new Map<number, Stage>([
  [Kind.opening, 'open'],
  [Kind.closing, 'closed'],
  [Kind.admissions, 'admitted'],
  [Kind.tally, 'tallied'],
  [Kind.result, 'finished'],
]);

/**
 * For which of a site's entries its window is open (spec §11.1): none, all, or those alone that its closing has named as
 * still held.
 */
export type SiteWindow = 'none' | 'all' | 'held';

export const isCeremony = (kind: number): boolean => kind >= Kind.commit && kind <= Kind.seal;

export class RecordState {
  readonly election: Election;
  /** Entries that it has seen, ballots among them. */
  size = 0;
  stage: Stage = 'setup';
  /** The last clock mark. */
  clock = 0;
  /** People on the roll by unit, from the opening. */
  roll: readonly number[] = [];
  tally: BlobRef | undefined;
  /** Decryption shares by trustee. */
  readonly shares = new Map<number, BlobRef>();
  /** Sites with a valid closing. */
  readonly closedSites = new Set<number>();
  #held: Ceremony | undefined;

  constructor(election: Election) {
    this.election = election;
  }

  /** It begins with the first clock mark. */
  get ceremony(): Ceremony | undefined {
    return this.#held;
  }

  /** K, once a run of the ceremony is complete. */
  get key(): Element | undefined {
    return this.#held?.run.complete ? this.#held.run.key : undefined;
  }

  /** Seconds at which the grace of open sessions ends. */
  get graceEnds(): number {
    return this.election.closes + this.election.manifest.graceSeconds;
  }

  siteWindow(site: number): SiteWindow {
    const { starts, ends, grace, delivery } = this.election.sites[site]!;
    if (this.clock < starts) return 'none';
    if (this.closedSites.has(site)) return this.clock < ends + delivery ? 'held' : 'none';
    return this.clock < ends + grace ? 'all' : 'none';
  }

  /** Whether a site is done (§11.6), given how many of the entries that its closing names are not on the board yet. */
  isSiteDone(site: number, missing: number): boolean {
    const { ends, delivery } = this.election.sites[site]!;
    return this.clock >= ends + delivery || (this.closedSites.has(site) && missing === 0);
  }

  /** Takes an entry that is valid and stands at `index`. */
  apply(index: number, entry: Uint8Array): void {
    const kind = entry[0]!;
    if (kind === Kind.clock) {
      this.clock = parseClock(entry);
      this.#held ??= new Ceremony(this.election, this.clock);
    } else if (isCeremony(kind)) this.#held!.accept(entry, this.clock);
    else if (kind === Kind.opening) this.roll = parseOpening(entry, this.election.unitCount);
    else if (kind === Kind.siteClosing) this.closedSites.add(parseSiteClosing(entry).site);
    else if (kind === Kind.tally) this.tally = parseTallyEntry(entry);
    else if (kind === Kind.decryptionShare) {
      const { trustee, share } = parseShareEntry(entry);
      this.shares.set(trustee, share);
    }
    this.stage = begins.get(kind) ?? this.stage;
    this.size = index + 1;
  }
}
