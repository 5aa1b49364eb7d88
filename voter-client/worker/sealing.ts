/** A ballot from its encryption until it is cast or opened. @module */

import { toHex } from '#crypto/bytes.ts';
import type { Element } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import {
  makeBallot,
  parseBallot,
  printTracker,
  readBallot,
  type Choices,
} from '#crypto/record/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/record/ballot/challenge.ts';
import { encoded } from '#crypto/wire.ts';
import type { Sealed } from '../contract/booth.ts';
import { demand } from '../contract/faults.ts';
import type { Voter } from './voter.ts';

/** Milliseconds between two words about the progress. */
const PAUSE = 25;

export class SealedBallot {
  readonly voter: Voter;
  /** The entry: what is sent, again and again the same. */
  readonly bytes: Uint8Array;
  readonly tracker: Uint8Array;
  readonly #election: Election;
  readonly #seed: Uint8Array;
  #choices: Choices | undefined;
  #openedAs: Uint8Array | undefined;

  constructor(
    election: Election,
    key: Element,
    voter: Voter,
    choices: Choices,
    progress: (share: number) => void,
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
      seldom(progress),
    );
    progress(1);
    this.tracker = readBallot(this.bytes, election, encoded).tracker;
  }

  /** Its randomness has left the device: it must never be cast. */
  get isOpened(): boolean {
    return this.#openedAs !== undefined;
  }

  get shown(): Sealed {
    return { tracker: printTracker(this.tracker), trackerHex: toHex(this.tracker) };
  }

  /** `kind || body` that opens it, the same each time; from now on it is an opened ballot. */
  open(): Uint8Array {
    if (!this.#openedAs) {
      demand(this.#choices !== undefined, 'out-of-order');
      const ballot = parseBallot(this.bytes, this.#election);
      this.#openedAs = encodeChallenge(this.#election, ballot, this.#seed, this.#choices);
    }
    return this.#openedAs;
  }

  /** Nobody can open it any more. */
  wipe(): void {
    this.#seed.fill(0);
    this.#openedAs?.fill(0);
    this.#choices = undefined;
  }
}

/** Every word is a message to the page, which has to draw it. */
function seldom(progress: (share: number) => void): (share: number) => void {
  let last = -Infinity;
  return (share) => {
    const now = performance.now();
    if (now - last < PAUSE) return;
    last = now;
    progress(share);
  };
}
