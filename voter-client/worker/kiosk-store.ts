/**
 * Storage of a kiosk on its disk: encrypted ballots that are not on the board yet, the set-up that staff opened, and
 * the staff's settings. It holds no voting code, no seed, and no ballot that can be read at the site.
 * @module
 */

import type { QueuedBallot, RefusedBallot } from '../contract/kiosk.ts';
import type { StoredSetUp } from '../board/board.ts';
import { fault } from '../contract/faults.ts';

/** Ballot without its number. `envelope` is encrypted for the voting process (crypto/envelope.ts). */
export interface NewBallot extends Omit<QueuedBallot, 'number'> {
  readonly envelope: Uint8Array;
}
export type StoredBallot = NewBallot & QueuedBallot;

/** Settings that staff chose at the opening of the kiosk, and the state of the staff PIN. */
export interface Station {
  readonly name: string;
  /** POSIX seconds. */
  readonly at: number;
  /** Token with which the kiosk identifies itself to the desk. */
  readonly token: string;
  readonly pin: { readonly salt: Uint8Array; readonly hash: Uint8Array };
  readonly paused: boolean;
  readonly closed: boolean;
  /** Number of consecutive wrong PINs. */
  readonly tries: number;
  /** POSIX seconds until which no PIN is accepted. */
  readonly lockedUntil: number;
}

const NAME = 'sivei-kiosk';
const STORES = { kept: 'kept', refused: 'refused', notes: 'notes' } as const;

/** Storage for one election. Every method rejects with `kiosk-storage` if the disk fails. */
export class KioskStore {
  readonly #database: Promise<IDBDatabase>;

  constructor(electionId: string) {
    this.#database = openDatabase(`${NAME}-${electionId}`);
    this.#database.catch(() => undefined); // every later use of the promise rejects too
  }

  /** Adds a ballot. Resolves with its number when it is on the disk. */
  async add(ballot: NewBallot): Promise<number> {
    return this.#write('kept', (store) => store.add(ballot)) as Promise<number>;
  }

  async remove(number: number): Promise<void> {
    await this.#write('kept', (store) => store.delete(number));
  }

  /** Moves a ballot to the store of refused ballots. It is not sent again and stays as evidence. */
  async refuse(number: number, reason: Pick<RefusedBallot, 'code' | 'at'>): Promise<void> {
    const database = await this.#database;
    const transaction = database.transaction(['kept', 'refused'], 'readwrite', { durability: 'strict' });
    const done = completed(transaction);
    const queued = transaction.objectStore('kept');
    const request = queued.get(number) as IDBRequest<StoredBallot | undefined>;
    request.addEventListener('success', () => {
      if (!request.result) return;
      transaction.objectStore('refused').put({ ...request.result, ...reason });
      queued.delete(number);
    });
    await done;
  }

  /** Returns the queued ballots by number, the oldest first. */
  queued(): Promise<StoredBallot[]> {
    return this.#read('kept', (store) => store.getAll()) as Promise<StoredBallot[]>;
  }

  find(number: number): Promise<StoredBallot | undefined> {
    return this.#read('kept', (store) => store.get(number)) as Promise<StoredBallot | undefined>;
  }

  refused(): Promise<(StoredBallot & RefusedBallot)[]> {
    return this.#read('refused', (store) => store.getAll()) as Promise<(StoredBallot & RefusedBallot)[]>;
  }

  setUp(): Promise<StoredSetUp | undefined> {
    return this.#read('notes', (store) => store.get('set-up')) as Promise<StoredSetUp | undefined>;
  }

  async saveSetUp(setUp: StoredSetUp): Promise<void> {
    await this.#write('notes', (store) => store.put(setUp, 'set-up'));
  }

  station(): Promise<Station | undefined> {
    return this.#read('notes', (store) => store.get('station')) as Promise<Station | undefined>;
  }

  async saveStation(station: Station): Promise<void> {
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

/**
 * Resolves when a transaction is complete. Only then are its data on the disk; the success of a request is not enough.
 */
const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'] as const)
      transaction.addEventListener(end, () => reject(fault('kiosk-storage')));
  });

/**
 * Runs `send` under a lock on the ballot, so that no ballot is sent twice at the same time. With `skip`, returns
 * undefined if another worker holds the lock. The browser releases the lock when the worker ends for any reason.
 */
export const withSendLock = async <T>(
  number: number,
  send: () => Promise<T>,
  elsewhere: 'wait' | 'skip' = 'wait',
): Promise<T | undefined> =>
  navigator.locks.request(`kept-${number}`, { ifAvailable: elsewhere === 'skip' }, async (lock) =>
    lock ? send() : undefined,
  );
