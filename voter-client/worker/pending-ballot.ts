/** Encrypted ballot that is neither cast nor discarded yet, with the secrets that can open it. @module */

import { toHex } from '#crypto/bytes.ts';
import type { Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, parseBallot, printTracker, readBallot, type Choices } from '#crypto/ballot/ballot.ts';
import type { Masks } from '#crypto/ballot/vector-proof.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { encoded } from '#crypto/wire.ts';
import type { EncryptedBallot } from '../contract/booth.ts';
import { demand } from '../contract/faults.ts';
import type { Voter } from './voter.ts';

/** Minimum time between two progress messages. */
const PROGRESS_INTERVAL_MS = 25;

export class PendingBallot {
  readonly voter: Voter;
  /** Bytes of the entry. Every attempt to cast sends the same bytes. */
  readonly bytes: Uint8Array;
  readonly tracker: Uint8Array;
  readonly #election: Election;
  readonly #seed: Uint8Array;
  #choices: Choices | undefined;
  #opening: Uint8Array | undefined;

  constructor(
    election: Election,
    key: Element,
    voter: Voter,
    choices: Choices,
    masks: Masks,
    onProgress: (share: number) => void,
  ) {
    this.#election = election;
    this.voter = voter;
    this.#choices = choices;
    this.#seed = randomBytes(32);
    const { unit, credential } = voter;
    const style = election.styles[voter.style]!;
    this.bytes = makeBallot(
      { election, key, style, unit, credential },
      choices,
      this.#seed,
      throttled(onProgress),
      masks,
    );
    onProgress(1);
    this.tracker = readBallot(this.bytes, election, encoded).tracker;
  }

  /** Whether the encryption randomness may have left the device. Such a ballot must never be cast. */
  get isOpened(): boolean {
    return this.#opening !== undefined;
  }

  get shown(): EncryptedBallot {
    return { tracker: printTracker(this.tracker), trackerHex: toHex(this.tracker) };
  }

  /** Returns `kind || body` of the opening, the same bytes each time, and marks the ballot as opened. */
  open(): Uint8Array {
    if (!this.#opening) {
      demand(this.#choices !== undefined, 'out-of-order');
      const ballot = parseBallot(this.bytes, this.#election);
      this.#opening = encodeChallenge(this.#election, ballot, this.#seed, this.#choices);
    }
    return this.#opening;
  }

  /** Erases seed and choices. Nobody can open the ballot afterwards; it can still be cast. */
  wipe(): void {
    this.#seed.fill(0);
    this.#opening?.fill(0);
    this.#choices = undefined;
  }
}

/** Returns a function that passes progress messages on at a limited rate, because the page has to draw each one. */
function throttled(onProgress: (share: number) => void): (share: number) => void {
  let last = -Infinity;
  return (share) => {
    const now = performance.now();
    if (now - last < PROGRESS_INTERVAL_MS) return;
    last = now;
    onProgress(share);
  };
}
