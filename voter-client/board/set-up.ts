/** The board's first stage, replayed: whose manifest it is, and the key that its trustees made and sealed. @module */

import { equalBytes } from '#crypto/bytes.ts';
import { Ceremony } from '#crypto/ceremony/ceremony.ts';
import type { Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseClock, parseManifestEntry } from '#crypto/record/office.ts';
import { demand, fault, must } from '../contract/faults.ts';

export class SetUp {
  readonly #election: Election;
  #ceremony: Ceremony | undefined;
  #clock = 0;
  #taken = 0;
  #isOpen = false;
  #hasVoid = false;

  constructor(election: Election) {
    this.#election = election;
  }

  /** The key of the election once n trustees have checked their shares and t have sealed it: no message changes it then. */
  get key(): Element | undefined {
    const run = this.#ceremony?.run;
    return run?.complete && run.readyToOpen ? run.key : undefined;
  }

  /** Nothing that comes after it belongs to the set-up. */
  get ended(): boolean {
    return this.#isOpen;
  }

  /** The board's next entry. Void ones have no effect (spec §8.8). */
  take(entry: Uint8Array): void {
    const kind = entry[0]!;
    if (this.#taken === 0) this.#takeManifest(entry);
    else if (kind === Kind.clock) this.#takeClock(entry);
    else if (kind === Kind.opening) this.#isOpen = true;
    else if (kind >= Kind.commit && kind <= Kind.seal) this.#takeMessage(entry);
    this.#taken += 1;
  }

  /** Why there is no key at the end of the set-up, or of what there is of it. */
  whyNoKey(): Error {
    if (!this.#isOpen && !this.#hasVoid) return fault('board-early');
    return fault(this.#ceremony?.run.complete ? 'pin-seals' : 'pin-key');
  }

  #takeManifest(entry: Uint8Array): void {
    const { id, authorityKey, bytes } = this.#election;
    const { hash, length } = must('pin-manifest', () => parseManifestEntry(entry));
    demand(equalBytes(hash, id) && length === bytes.length, 'pin-manifest');
    demand(checkEntrySignature(authorityKey, id, entry), 'pin-manifest');
  }

  #takeClock(entry: Uint8Array): void {
    const { id, boardKey } = this.#election;
    if (!checkEntrySignature(boardKey, id, entry)) return;
    this.#clock = Math.max(
      this.#clock,
      must('pin-root', () => parseClock(entry)),
    );
    this.#ceremony ??= new Ceremony(this.#election, this.#clock);
  }

  #takeMessage(entry: Uint8Array): void {
    try {
      if (!this.#ceremony) throw new Error('before the first clock mark');
      this.#ceremony.accept(entry, this.#clock);
    } catch {
      this.#hasVoid = true;
    }
  }
}
