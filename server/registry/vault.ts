/**
 * Encryption at rest for the registry. Each use and owner has its own context, so that an encrypted value cannot be
 * decrypted in the place of another.
 * @module
 */

import { utf8 } from '#crypto/bytes.ts';
import { frame } from '#crypto/transcript.ts';
import type { SealingKey } from '#hsm/token.ts';

/**
 * Uses of an encrypted value. The owner is the person or staff member, except for `login` (hash of the log-in),
 * `message` (id of the message) and `ticket` (one owner for all).
 */
export type SealedUse = 'credential' | 'totp' | 'login' | 'message' | 'ticket' | 'staff';

export class Vault {
  readonly #key: SealingKey;
  readonly #electionId: Uint8Array;

  constructor(key: SealingKey, electionId: Uint8Array) {
    this.#key = key;
    this.#electionId = electionId;
  }

  async seal(use: SealedUse, owner: string, secret: Uint8Array): Promise<Buffer> {
    return Buffer.from(await this.#key.seal(secret, this.#context(use, owner)));
  }

  /** Decrypts a value; rejects if it was not encrypted for this use and owner. */
  async open(use: SealedUse, owner: string, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#key.open(Uint8Array.from(sealed), this.#context(use, owner));
  }

  #context(use: SealedUse, owner: string): Uint8Array {
    return frame(`registry/${use}/v1`, this.#electionId, utf8(owner));
  }
}
