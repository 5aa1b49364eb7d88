/** State and services that all parts of a site's desk share. @module */

import type { Signer } from '#crypto/ecdsa.ts';
import type { Election, Site } from '#crypto/manifest/election.ts';
import type { Kit, KitPerson } from '../api/site-bundle.ts';
import type { BoardLink } from './board-link.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { NoLink } from './no-link.ts';
import { deskProblem } from './problems.ts';
import type { RegistryLink } from './registry-link.ts';
import type { Staff } from './staff.ts';

export interface Desk {
  readonly election: Election;
  readonly site: Site;
  /** Signer of the site's key. */
  readonly signer: Signer;
  readonly kit: Kit;
  /** People of the kit, by id. */
  readonly people: ReadonlyMap<string, KitPerson>;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly staff: Staff;
  readonly registry: RegistryLink;
  readonly board: BoardLink;
  readonly link: LinkState;
  readonly cardMinutes: number;
  /** Returns the current time in POSIX seconds. */
  readonly now: () => number;
}

/** State of the link to the central servers, as the last request to them showed. */
export class LinkState {
  readonly #now: () => number;
  up = true;
  since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.since = now();
  }

  /** Sends a request with `ask`. Returns the answer, or undefined if the central servers do not answer. */
  async try<T>(ask: () => Promise<T>): Promise<{ readonly answer: T } | undefined> {
    try {
      const answer = await ask();
      this.#update(true);
      return { answer };
    } catch (error) {
      if (!(error instanceof NoLink)) {
        this.#update(true); // an error answer shows that there is a link
        throw error;
      }
      this.#update(false);
      return undefined;
    }
  }

  /** Sends a request with `ask` and returns the answer. Throws `no-link` if the central servers do not answer. */
  async need<T>(ask: () => Promise<T>): Promise<T> {
    const answered = await this.try(ask);
    if (!answered) throw deskProblem('no-link');
    return answered.answer;
  }

  #update(up: boolean): void {
    if (up === this.up) return;
    this.up = up;
    this.since = this.#now();
  }
}

/** Stage of the site's day. */
export type DayStage = 'before' | 'open' | 'closed';

export function stageOf({ ledger, site, now }: Pick<Desk, 'ledger' | 'site' | 'now'>): DayStage {
  if (ledger.closedAt !== undefined) return 'closed';
  return ledger.openedAt !== undefined && now() >= site.starts ? 'open' : 'before';
}
