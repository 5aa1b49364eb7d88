/**
 * Replay of the board's set-up stage, which checks the manifest and the key that the trustees made and sealed.
 * @module
 */

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
  #count = 0;
  #isOpen = false;
  #hasVoid = false;

  constructor(election: Election) {
    this.#election = election;
  }

  /**
   * Election key; undefined until all n trustees have checked their shares and t have sealed the key. No later message
   * changes it.
   */
  get key(): Element | undefined {
    const run = this.#ceremony?.run;
    return run?.complete && run.readyToOpen ? run.key : undefined;
  }

  /** Whether the opening has been read. No later entry belongs to the set-up. */
  get isEnded(): boolean {
    return this.#isOpen;
  }

  /** Applies the board's next entry. Void entries have no effect (spec §8.8). */
  apply(entry: Uint8Array): void {
    const kind = entry[0]!;
    if (this.#count === 0) this.#applyManifest(entry);
    else if (kind === Kind.clock) this.#applyClock(entry);
    else if (kind === Kind.opening) this.#isOpen = true;
    else if (kind >= Kind.commit && kind <= Kind.seal) this.#applyMessage(entry);
    this.#count += 1;
  }

  /** Returns the fault of a set-up that has no key, whether it is complete or not. */
  keyFault(): Error {
    if (!this.#isOpen && !this.#hasVoid) return fault('board-early');
    return fault(this.#ceremony?.run.complete ? 'pin-seals' : 'pin-key');
  }

  #applyManifest(entry: Uint8Array): void {
    const { id, authority, bytes } = this.#election;
    const { hash, length } = must('pin-manifest', () => parseManifestEntry(entry, authority));
    demand(equalBytes(hash, id) && length === bytes.length, 'pin-manifest');
    demand(checkEntrySignature(authority, id, entry), 'pin-manifest');
  }

  #applyClock(entry: Uint8Array): void {
    const { id, boardKey } = this.#election;
    if (!checkEntrySignature(boardKey, id, entry)) return;
    this.#clock = Math.max(
      this.#clock,
      must('pin-root', () => parseClock(entry)),
    );
    this.#ceremony ??= new Ceremony(this.#election, this.#clock);
  }

  #applyMessage(entry: Uint8Array): void {
    try {
      if (!this.#ceremony) throw new Error('before the first clock mark');
      this.#ceremony.accept(entry, this.#clock);
    } catch {
      this.#hasVoid = true;
    }
  }
}
