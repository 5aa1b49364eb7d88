/**
 * What a kiosk keeps on its disk: sealed ballots that are not on the board yet, the set-up that staff opened, and what
 * staff set. No code, no seed, no ballot that anybody here can read.
 * @module
 */

import type { HeldBallot, RefusedBallot } from '../contract/kiosk.ts';
import type { KeptSetUp } from '../board/board.ts';
import { fault } from '../contract/faults.ts';

/** A ballot before it has its number: `envelope` is sealed for the voting process (crypto/envelope.ts). */
export interface Fresh extends Omit<HeldBallot, 'number'> {
  readonly envelope: Uint8Array;
}
export type Stored = Fresh & HeldBallot;

/** What staff set at the opening. */
export interface Station {
  readonly name: string;
  /** POSIX seconds. */
  readonly at: number;
  /** The desk's, by which it knows this kiosk. */
  readonly token: string;
  readonly pin: { readonly salt: Uint8Array; readonly hash: Uint8Array };
  readonly paused: boolean;
  readonly closed: boolean;
  /** Wrong PINs one after another, and POSIX seconds until which none is taken. */
  readonly tries: number;
  readonly lockedUntil: number;
}

const NAME = 'sivei-kiosk';
const STORES = { kept: 'kept', refused: 'refused', notes: 'notes' } as const;

/** Of one election, at one site. Every method rejects with `kiosk-storage` if the disk does not do as it is told. */
export class KioskStore {
  readonly #database: Promise<IDBDatabase>;

  constructor(electionId: string) {
    this.#database = openDatabase(`${NAME}-${electionId}`);
    this.#database.catch(() => undefined); // whoever uses it hears of it
  }

  /** Resolves with its number once the disk has it. */
  async keep(fresh: Fresh): Promise<number> {
    return this.#write('kept', (store) => store.add(fresh)) as Promise<number>;
  }

  async forget(number: number): Promise<void> {
    await this.#write('kept', (store) => store.delete(number));
  }

  /** It will not be sent again; it stays as evidence. */
  async refuse(number: number, why: Pick<RefusedBallot, 'code' | 'at'>): Promise<void> {
    const database = await this.#database;
    const transaction = database.transaction(['kept', 'refused'], 'readwrite', { durability: 'strict' });
    const done = completed(transaction);
    const kept = transaction.objectStore('kept');
    const asked = kept.get(number) as IDBRequest<Stored | undefined>;
    asked.addEventListener('success', () => {
      if (!asked.result) return;
      transaction.objectStore('refused').put({ ...asked.result, ...why });
      kept.delete(number);
    });
    await done;
  }

  /** By number, the oldest first. */
  held(): Promise<Stored[]> {
    return this.#read('kept', (store) => store.getAll()) as Promise<Stored[]>;
  }

  find(number: number): Promise<Stored | undefined> {
    return this.#read('kept', (store) => store.get(number)) as Promise<Stored | undefined>;
  }

  refused(): Promise<(Stored & RefusedBallot)[]> {
    return this.#read('refused', (store) => store.getAll()) as Promise<(Stored & RefusedBallot)[]>;
  }

  setUp(): Promise<KeptSetUp | undefined> {
    return this.#read('notes', (store) => store.get('set-up')) as Promise<KeptSetUp | undefined>;
  }

  async noteSetUp(setUp: KeptSetUp): Promise<void> {
    await this.#write('notes', (store) => store.put(setUp, 'set-up'));
  }

  station(): Promise<Station | undefined> {
    return this.#read('notes', (store) => store.get('station')) as Promise<Station | undefined>;
  }

  async noteStation(station: Station): Promise<void> {
    await this.#write('notes', (store) => store.put(station, 'station'));
  }

  async #read(name: keyof typeof STORES, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const transaction = (await this.#database).transaction(name, 'readonly');
    const request = ask(transaction.objectStore(name));
    await completed(transaction);
    return request.result;
  }

  async #write(name: keyof typeof STORES, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const transaction = (await this.#database).transaction(name, 'readwrite', { durability: 'strict' });
    const request = ask(transaction.objectStore(name));
    await completed(transaction);
    return request.result;
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(STORES.kept, { keyPath: 'number', autoIncrement: true });
      request.result.createObjectStore(STORES.refused, { keyPath: 'number' });
      request.result.createObjectStore(STORES.notes);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(fault('kiosk-storage')));
  });
}

/** Only a transaction that is complete is on the disk: the success of a request is not. */
const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'] as const)
      transaction.addEventListener(end, () => reject(fault('kiosk-storage')));
  });

/** Whoever sends a ballot holds it meanwhile, so that it is not sent twice at once; ends with the worker, whatever ends it. */
export const whileSending = async <T>(
  number: number,
  send: () => Promise<T>,
  elsewhere: 'wait' | 'skip' = 'wait',
): Promise<T | undefined> =>
  navigator.locks.request(`kept-${number}`, { ifAvailable: elsewhere === 'skip' }, async (lock) =>
    lock ? send() : undefined,
  );
