/** Sites: whether their window is open, and what they still hold (spec §11.1, §11.5, §11.6). @module */

import { concat, toHex, u8 } from '#crypto/bytes.ts';
import { parseHeld, type SiteClosing } from '#crypto/record/in-person.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import type { RecordState } from '#crypto/record/record-state.ts';
import { sha256 } from '#crypto/transcript.ts';
import { must } from './verdict.ts';
import type { Voters } from './voters.ts';

/** An issue is named in one list, a ballot in the other. */
const nameOf = (kind: number, hash: Uint8Array): string => toHex(concat(u8(kind), hash));

export class Sites {
  readonly #state: RecordState;
  /** Valid issues and ballots of each site. */
  readonly #arrived: readonly Set<string>[];
  /** What the closing of a site names. */
  readonly #named = new Map<number, ReadonlySet<string>>();

  constructor(state: RecordState) {
    this.#state = state;
    this.#arrived = state.election.sites.map(() => new Set<string>());
  }

  mustBeOpenFor(site: number, entry: Uint8Array): void {
    const window = this.#state.siteWindow(site);
    const isNamed = window === 'held' && this.#named.get(site)!.has(nameOf(entry[0]!, sha256(entry)));
    must(window === 'all' || isNamed, 'not in the window of its site');
  }

  /** A valid issue or ballot of the site is on the board. */
  arrive(site: number, entry: Uint8Array): void {
    this.#arrived[site]!.add(nameOf(entry[0]!, sha256(entry)));
  }

  /** §11.5, its signature and stage are right; throws, changing nothing, if a rule is broken. */
  close({ site, issued, ballots }: SiteClosing, blob: Uint8Array, voters: Voters): void {
    must(this.#state.clock >= this.#state.election.sites[site]!.ends, 'before the hour of the closing');
    must(!this.#state.closedSites.has(site), 'the site has closed');
    const held = parseHeld(blob);
    const names = (kind: number, hashes: readonly Uint8Array[]): string[] =>
      hashes.map((hash) => nameOf(kind, hash));
    const named = [...names(Kind.issue, held.issues), ...names(Kind.ballot, held.ballots)];
    must(
      !named.some((name) => this.#arrived[site]!.has(name)),
      'it lists an entry that is on the board already',
    );
    const own = voters.ofSite(site);
    must(
      issued === own.issued + held.issues.length && ballots === own.ballots + held.ballots.length,
      'other numbers of credentials or ballots',
    );
    this.#named.set(site, new Set(named));
  }

  areDone(): boolean {
    return this.#state.election.sites.every(({ position }) => {
      const names = [...(this.#named.get(position) ?? [])];
      const missing = names.filter((name) => !this.#arrived[position]!.has(name)).length;
      return this.#state.isSiteDone(position, missing);
    });
  }
}
