/** State of the desk, computed from its journal alone, so that it is the same before and after a power cut. @module */

import type { DeskEvent, Journal, LoggedEvent } from './journal.ts';

export interface DeskCard {
  readonly number: number;
  readonly person: string;
  readonly claim: string;
  readonly ground: number;
  readonly code: number;
  /** Board entry that issues the card's credential. */
  readonly issue: Uint8Array;
  readonly at: number;
  state: 'given' | 'posted' | 'refused' | 'spoiled';
  /** Whether the registry must still be notified of the claim, which was made without a link. */
  toReconcile: boolean;
  conflict?: string;
}

export interface Device {
  readonly name: string;
  readonly software: string;
  /** Hash of the device's bearer token. */
  readonly token: string;
  /**
   * Hashes (SHA-256, hexadecimal) of the entries that the device holds according to its last report, and the time of
   * that report. Before the first report, the lists are empty and `at` is the time at which the device was added.
   */
  held: { readonly issues: readonly string[]; readonly ballots: readonly string[]; readonly at: number };
}

const isLive = ({ state }: DeskCard): boolean => state !== 'spoiled' && state !== 'refused';

export class Ledger {
  /** Cards in the order in which they were given. */
  readonly cards: DeskCard[] = [];
  readonly devices = new Map<string, Device>();
  /** Ids of claims, in progress or done, by person. */
  readonly claims = new Map<string, string>();
  /** Time of arrival of each person who was added to the queue. */
  readonly arrivals: number[] = [];
  openedAt: number | undefined;
  closedAt: number | undefined;
  /** End of the site's hours, POSIX seconds, after a change of hours; undefined if there was none. */
  extendedTo: number | undefined;
  #journal: Journal | undefined;

  /** Sets the journal to which events are written. */
  attach(journal: Journal): void {
    this.#journal = journal;
  }

  /** Writes an event to the journal, then applies it. So the ledger has no event that is not on the disk. */
  async record(event: DeskEvent): Promise<LoggedEvent> {
    const logged = await this.#journal!.append(event);
    this.apply(logged);
    return logged;
  }

  apply = (event: LoggedEvent): void => {
    switch (event.is) {
      case 'opened':
        this.openedAt = event.at;
        break;
      case 'closed':
        this.closedAt = event.at;
        break;
      case 'device':
        this.devices.set(event.name, { ...event, held: { issues: [], ballots: [], at: event.at } });
        break;
      case 'held':
        this.devices.get(event.device)!.held = event;
        break;
      case 'arrived':
        for (let i = 0; i < event.count; i += 1) this.arrivals.push(event.at);
        break;
      case 'claiming':
        this.claims.set(event.person, event.claim);
        break;
      case 'card': {
        const issue = Uint8Array.from(Buffer.from(event.issue, 'base64'));
        const number = this.cards.length + 1;
        this.cards.push({ ...event, number, issue, state: 'given', toReconcile: event.offline });
        this.claims.set(event.person, event.claim);
        break;
      }
      case 'extended':
        this.extendedTo = event.end;
        break;
      case 'reconciled':
        for (const card of this.cards.filter(({ claim }) => claim === event.claim)) {
          card.toReconcile = false;
          if (event.conflict !== undefined) card.conflict = event.conflict;
        }
        break;
      default:
        this.cards.find(({ code }) => code === event.code)!.state = event.is;
    }
  };

  /** Index of the next code of the kit that nobody has received. */
  get nextCode(): number {
    return this.cards.length;
  }

  /** Returns the person's valid card: the last that was not spoiled or refused. */
  cardOf(person: string): DeskCard | undefined {
    return this.cards.findLast((card) => card.person === person && isLive(card));
  }

  /** Returns the number of people with a valid card that was given on this ground of eligibility. */
  served(ground: number): number {
    return this.count((card) => card.ground === ground && isLive(card));
  }

  count(is: (card: DeskCard) => boolean): number {
    return this.cards.filter(is).length;
  }
}
