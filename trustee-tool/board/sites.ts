/**
 * Entries of sites: those on the board, and those that a closing lists as outstanding (spec §11.1, §11.5, §11.6).
 * @module
 */

import { concat, toHex, u8 } from '#crypto/bytes.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseHeld, type SiteClosing } from '#crypto/record/in-person.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { assertSiteClosing } from '#crypto/record/rules/sites.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Voters } from './voters.ts';

/**
 * Returns the name of an entry within its site. The kind is part of the name, because a closing has a list for issues
 * and one for ballots.
 */
const nameOf = (kind: number, hash: Uint8Array): string => toHex(concat(u8(kind), hash));
const nameOfEntry = (entry: Uint8Array): string => nameOf(entry[0]!, sha256(entry));

export class Sites {
  readonly #state: RecordState;
  /** Valid issues and ballots of each site. */
  readonly #delivered: readonly Set<string>[];
  /** Entries that the closing of a site lists. */
  readonly #outstanding = new Map<number, ReadonlySet<string>>();

  constructor(state: RecordState) {
    this.#state = state;
    this.#delivered = state.election.sites.map(() => new Set<string>());
  }

  /** Returns whether the site's closing lists the entry, in the list of its kind. */
  isOutstanding(site: number, entry: Uint8Array): boolean {
    return this.#outstanding.get(site)?.has(nameOfEntry(entry)) ?? false;
  }

  /** Records that a valid issue or ballot of the site is on the board. */
  markDelivered(site: number, entry: Uint8Array): void {
    this.#delivered[site]!.add(nameOfEntry(entry));
  }

  /** Closes a site that may close (§11.5); throws, changing nothing, if lists or numbers are wrong. */
  close(closing: SiteClosing, blob: Uint8Array, voters: Voters): void {
    const { site } = closing;
    const outstanding = parseHeld(blob);
    const names = [
      ...outstanding.issues.map((hash) => nameOf(Kind.issue, hash)),
      ...outstanding.ballots.map((hash) => nameOf(Kind.ballot, hash)),
    ];
    const delivered = names.filter((name) => this.#delivered[site]!.has(name)).length;
    assertSiteClosing(closing, outstanding, { ...voters.ofSite(site), delivered });
    this.#outstanding.set(site, new Set(names));
  }

  /** Returns whether every site is done (§11.6). */
  areDone(): boolean {
    return this.#state.election.sites.every(({ position }) => {
      const names = [...(this.#outstanding.get(position) ?? [])];
      const missing = names.filter((name) => !this.#delivered[position]!.has(name)).length;
      return this.#state.isSiteDone(position, missing);
    });
  }
}
