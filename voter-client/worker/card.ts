/** Validation of a voter's card at a kiosk, before the voter marks anything (docs/decisions/0008). @module */

import { equalBytes } from '#crypto/bytes.ts';
import { makeCardTicket } from '#crypto/record/card-ticket.ts';
import { parseCard, toBase64url } from '#crypto/card.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { parseIssue } from '#crypto/record/in-person.ts';
import { demand, must } from '../contract/faults.ts';
import type { KioskPins } from '../contract/pins.ts';
import type { Voter } from './voter.ts';

/** Maximum time by which the desk's clock may be ahead of the kiosk's. */
const MAX_CLOCK_SKEW_SECONDS = 300;

export interface CardHolder extends Voter {
  /** Entry that issued the card's credential. */
  readonly issue: Uint8Array;
  /** Ticket for the voting process: the issue entry and a proof of possession of the credential. */
  readonly ticket: Uint8Array;
}

/**
 * Reads and validates the text of a card's QR code. `now`: POSIX seconds. Throws the `card-…` fault of the first failed
 * check.
 */
export function readCard(
  election: Election,
  { site, cardMinutes }: KioskPins,
  text: string,
  now: number,
): CardHolder {
  const { issue, code } = must('card-form', () => parseCard(text));
  const {
    credential: credentialKey,
    style,
    unit,
    seconds,
    ...issued
  } = must('card-form', () => parseIssue(issue));
  demand(issued.site === site, 'card-site');
  const isOurs = checkEntrySignature(election.sites[site]!.key, election.id, issue);
  demand(isOurs && election.styles[style]?.units.includes(unit) === true, 'card-signature');
  demand(now - seconds <= cardMinutes * 60, 'card-stale');
  demand(seconds - now <= MAX_CLOCK_SKEW_SECONDS, 'card-clock');
  const credential = must('card-code', () => deriveCredential(election.id, code));
  demand(equalBytes(encodeElement(credential.X), credentialKey), 'card-code');
  const ticket = makeCardTicket(election.id, credential, issue);
  return {
    credential,
    credentialKey,
    style,
    unit,
    issue,
    ticket,
    authorization: { card: toBase64url(ticket) },
  };
}
