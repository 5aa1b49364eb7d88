/** What every part of a site's desk works with. @module */

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
  /** The site's key. */
  readonly signer: Signer;
  readonly kit: Kit;
  /** Of the kit, by id. */
  readonly people: ReadonlyMap<string, KitPerson>;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly staff: Staff;
  readonly registry: RegistryLink;
  readonly board: BoardLink;
  readonly link: LinkState;
  readonly cardMinutes: number;
  /** POSIX seconds. */
  readonly now: () => number;
}

/** Whether the centre answers, as the last that was asked of it showed. */
export class LinkState {
  readonly #now: () => number;
  up = true;
  since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.since = now();
  }

  /** What the centre says, or undefined if it does not answer. */
  async try<T>(ask: () => Promise<T>): Promise<{ readonly answer: T } | undefined> {
    try {
      const answer = await ask();
      this.#tell(true);
      return { answer };
    } catch (error) {
      if (!(error instanceof NoLink)) {
        this.#tell(true); // a refusal is an answer
        throw error;
      }
      this.#tell(false);
      return undefined;
    }
  }

  /** The same where there is no going on without an answer: throws `no-link`. */
  async need<T>(ask: () => Promise<T>): Promise<T> {
    const answered = await this.try(ask);
    if (!answered) throw deskProblem('no-link');
    return answered.answer;
  }

  #tell(up: boolean): void {
    if (up === this.up) return;
    this.up = up;
    this.since = this.#now();
  }
}

/** Where the site's day stands. */
export type DayStage = 'before' | 'open' | 'closed';

export function stageOf({ ledger, site, now }: Pick<Desk, 'ledger' | 'site' | 'now'>): DayStage {
  if (ledger.closedAt !== undefined) return 'closed';
  return ledger.openedAt !== undefined && now() >= site.starts ? 'open' : 'before';
}
