/** Sites: whether their window is open, and what they still hold (spec §11.1, §11.5, §11.6). @module */

import { toHex } from '#crypto/bytes.ts';
import { parseHeld, type SiteClosing } from '#crypto/record/in-person.ts';
import type { RecordState } from '#crypto/record/record-state.ts';
import { sha256 } from '#crypto/transcript.ts';
import { must } from './verdict.ts';
import type { Voters } from './voters.ts';

export class Sites {
  private readonly state: RecordState;
  /** What is missing of each site that has closed, by SHA-256; what has come stays named. */
  private readonly named = new Map<number, Map<string, 'missing' | 'arrived'>>();

  constructor(state: RecordState) {
    this.state = state;
  }

  mustBeOpenFor(site: number, entry: Uint8Array): void {
    const window = this.state.siteWindow(site);
    const open = window === 'all' || (window === 'held' && this.named.get(site)!.has(toHex(sha256(entry))));
    must(open, 'not in the window of its site');
  }

  /** A valid entry of the site is on the board. */
  arrive(site: number, entry: Uint8Array): void {
    const own = this.named.get(site);
    const name = toHex(sha256(entry));
    if (own?.has(name)) own.set(name, 'arrived');
  }

  /** §11.5, its signature and stage are right; throws, changing nothing, if a rule is broken. */
  close({ site, issued, ballots }: SiteClosing, blob: Uint8Array, voters: Voters): void {
    must(this.state.clock >= this.state.election.sites[site]!.ends, 'before the hour of the closing');
    must(!this.state.closedSites.has(site), 'the site has closed');
    const held = parseHeld(blob);
    const own = voters.ofSite(site);
    must(
      issued === own.issued + held.issues.length && ballots === own.ballots + held.ballots.length,
      'other numbers of credentials or ballots',
    );
    const names = [...held.issues, ...held.ballots].map(toHex);
    this.named.set(site, new Map(names.map((name) => [name, 'missing'])));
  }

  areDone(): boolean {
    return this.state.election.sites.every(({ position }) => {
      const own = [...(this.named.get(position)?.values() ?? [])];
      return this.state.isSiteDone(position, own.filter((what) => what === 'missing').length);
    });
  }
}
