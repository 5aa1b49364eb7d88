/** What the registry keeps sealed, each in a context of its own, so that no sealed value opens in another's place. @module */

import { utf8 } from '#crypto/bytes.ts';
import { frame } from '#crypto/transcript.ts';
import type { SealingKey } from '#hsm/token.ts';

/** What is sealed, and for whom: credential and totp for a person or member of staff, message by its id. */
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

  /** Rejects for anything that was not sealed for this use and owner. */
  async open(use: SealedUse, owner: string, sealed: Uint8Array): Promise<Uint8Array> {
    return this.#key.open(Uint8Array.from(sealed), this.#context(use, owner));
  }

  #context(use: SealedUse, owner: string): Uint8Array {
    return frame(`registry/${use}/v1`, this.#electionId, utf8(owner));
  }
}
