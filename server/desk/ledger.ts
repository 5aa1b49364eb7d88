/** Where the desk stands, from its journal alone: the same after a power cut as before it. @module */

import type { Deed, Journal, Noted } from './journal.ts';

export interface DeskCard {
  readonly number: number;
  readonly person: string;
  readonly claim: string;
  readonly ground: number;
  readonly code: number;
  /** The entry. */
  readonly issue: Uint8Array;
  readonly at: number;
  state: 'given' | 'posted' | 'refused' | 'spoiled';
  /** The registry has yet to hear of it. */
  toReconcile: boolean;
  conflict?: string;
}

export interface Device {
  readonly name: string;
  readonly software: string;
  /** Hash of the token by which it speaks. */
  readonly token: string;
  /** What it says that it still holds, by SHA-256 in hexadecimal; undefined until it says so after a ballot. */
  held: { readonly issues: readonly string[]; readonly ballots: readonly string[]; readonly at: number };
}

const isLive = ({ state }: DeskCard): boolean => state !== 'spoiled' && state !== 'refused';

export class Ledger {
  /** In the order in which they were given. */
  readonly cards: DeskCard[] = [];
  readonly devices = new Map<string, Device>();
  /** Claims under way or done, by person. */
  readonly claims = new Map<string, string>();
  /** Of people who came, the times at which they did. */
  readonly arrivals: number[] = [];
  openedAt: number | undefined;
  closedAt: number | undefined;
  #journal: Journal | undefined;

  /** From now on deeds are noted there. */
  attach(journal: Journal): void {
    this.#journal = journal;
  }

  /** Notes it, then takes it: what is not on the disk has not happened. */
  async do(deed: Deed): Promise<Noted> {
    const noted = await this.#journal!.note(deed);
    this.take(noted);
    return noted;
  }

  take = (deed: Noted): void => {
    switch (deed.is) {
      case 'opened':
        this.openedAt = deed.at;
        break;
      case 'closed':
        this.closedAt = deed.at;
        break;
      case 'device':
        this.devices.set(deed.name, { ...deed, held: { issues: [], ballots: [], at: deed.at } });
        break;
      case 'held':
        this.devices.get(deed.device)!.held = deed;
        break;
      case 'arrived':
        for (let i = 0; i < deed.count; i += 1) this.arrivals.push(deed.at);
        break;
      case 'claiming':
        this.claims.set(deed.person, deed.claim);
        break;
      case 'card': {
        const issue = Uint8Array.from(Buffer.from(deed.issue, 'base64'));
        const number = this.cards.length + 1;
        this.cards.push({ ...deed, number, issue, state: 'given', toReconcile: deed.offline });
        this.claims.set(deed.person, deed.claim);
        break;
      }
      case 'reconciled':
        for (const card of this.cards.filter(({ claim }) => claim === deed.claim)) {
          card.toReconcile = false;
          if (deed.conflict !== undefined) card.conflict = deed.conflict;
        }
        break;
      default:
        this.cards.find(({ code }) => code === deed.code)!.state = deed.is;
    }
  };

  /** Place of the next code of the kit that nobody has received. */
  get nextCode(): number {
    return this.cards.length;
  }

  /** The person's card that counts: the last that was not spoiled or refused. */
  cardOf(person: string): DeskCard | undefined {
    return this.cards.findLast((card) => card.person === person && isLive(card));
  }

  /** People whose card counts, by the ground on which they got it. */
  served(ground: number): number {
    return this.count((card) => card.ground === ground && isLive(card));
  }

  count(is: (card: DeskCard) => boolean): number {
    return this.cards.filter(is).length;
  }
}
