/** The card that a desk gives: what its QR code says (docs/decisions/0008). No part of the record. @module */

import { concat } from './bytes.ts';
import { CODE_CHARACTERS, type Credential } from './credential.ts';
import { parseHuman } from './human-code.ts';
import { checkPossession, PROOF_LENGTH, provePossession } from './possession.ts';
import { hash } from './transcript.ts';

export interface Card {
  /** The entry that issues the credential, signed by the site. */
  readonly issue: Uint8Array;
  /** Secret: in groups, as people write it. */
  readonly code: string;
}

const FORM = /^SIVEI1:([A-Za-z0-9_-]{1,400}):([0-9A-Z-]{24})$/;

export const formatCard = ({ issue, code }: Card): string => `SIVEI1:${toBase64url(issue)}:${code}`;

/** Throws if it is no card. Whether the issue is a right one is for the caller. */
export function parseCard(text: string): Card {
  const [, issue, code] = FORM.exec(text) ?? [];
  if (issue === undefined || code === undefined) throw new Error('card: malformed');
  parseHuman(code, CODE_CHARACTERS);
  const bytes = fromBase64url(issue);
  if (toBase64url(bytes) !== issue) throw new Error('card: malformed');
  return { issue: bytes, code };
}

/** By what the voting process lets a card's holder in: anybody can read the issue on the board, only they can make the proof. */
export interface CardTicket {
  readonly issue: Uint8Array;
  /** Possession of the credential that is issued, 64 bytes. */
  readonly proof: Uint8Array;
}

/** `issue || proof`. The credential has to be the one that is issued. */
export const makeCardTicket = (
  electionId: Uint8Array,
  credential: Credential,
  issue: Uint8Array,
): Uint8Array => concat(issue, provePossession(electionId, credential, challengeOf(electionId, issue)));

/** Never throws: an issue that is none is for the caller to find. */
export const parseCardTicket = (bytes: Uint8Array): CardTicket => ({
  issue: bytes.slice(0, -PROOF_LENGTH),
  proof: bytes.slice(-PROOF_LENGTH),
});

/** Whether whoever made the ticket held the credential; `X` is its encoding, as the issue says it. */
export const checkCardTicket = (
  electionId: Uint8Array,
  X: Uint8Array,
  { issue, proof }: CardTicket,
): boolean => checkPossession(electionId, X, challengeOf(electionId, issue), proof);

const challengeOf = (electionId: Uint8Array, issue: Uint8Array): Uint8Array =>
  hash('card-ticket/v1', electionId, issue);

/** Without padding (RFC 4648 §5). */
export const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
