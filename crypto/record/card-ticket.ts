/**
 * Ticket with which the holder of a card casts a ballot at the voting process (docs/decisions/0008). Anybody can read an
 * issue entry on the board, so the ticket adds a proof that only the holder can make. It is not part of the election
 * record.
 * @module
 */

import { concat } from '../bytes.ts';
import type { Credential } from '../credential.ts';
import { checkPossession, POSSESSION_LENGTH, provePossession } from '../proof/possession.ts';
import { hash } from '../transcript.ts';

export interface CardTicket {
  /** Entry by which a site's desk issued the credential. */
  readonly issue: Uint8Array;
  /** Proof of possession of that credential, 64 bytes. */
  readonly proof: Uint8Array;
}

/** Returns the ticket, `issue || proof`. The credential must be the one that the issue entry names. */
export const makeCardTicket = (
  electionId: Uint8Array,
  credential: Credential,
  issue: Uint8Array,
): Uint8Array => concat(issue, provePossession(electionId, credential, challengeOf(electionId, issue)));

/** Splits the ticket; never throws. The caller must validate the issue entry and the proof. */
export const parseCardTicket = (bytes: Uint8Array): CardTicket => ({
  issue: bytes.slice(0, -POSSESSION_LENGTH),
  proof: bytes.slice(-POSSESSION_LENGTH),
});

/** Verifies the proof of a ticket; `X` is the 32-byte encoding of the credential that the issue entry names. */
export const checkCardTicket = (
  electionId: Uint8Array,
  X: Uint8Array,
  { issue, proof }: CardTicket,
): boolean => checkPossession(electionId, X, challengeOf(electionId, issue), proof);

const challengeOf = (electionId: Uint8Array, issue: Uint8Array): Uint8Array =>
  hash('card-ticket/v1', electionId, issue);
