/**
 * Text of the QR code on the card that a site's desk gives to a voter (docs/decisions/0008). It is not part of the
 * election record.
 * @module
 */

import { CODE_CHARACTERS } from './credential.ts';
import { parseHuman } from './human-code.ts';

export interface Card {
  /** Entry that issues the voter's credential, signed by the site. */
  readonly issue: Uint8Array;
  /** Secret code of the credential, in groups of four characters. */
  readonly code: string;
}

const FORM = /^SIVEI1:([A-Za-z0-9_-]{1,400}):([0-9A-Z-]{24})$/;

export const formatCard = ({ issue, code }: Card): string => `SIVEI1:${toBase64url(issue)}:${code}`;

/** Parses the text of a card; throws if it is malformed. The caller must validate the issue entry. */
export function parseCard(text: string): Card {
  const [, issue, code] = FORM.exec(text) ?? [];
  if (issue === undefined || code === undefined) throw new Error('card: malformed');
  parseHuman(code, CODE_CHARACTERS);
  const bytes = fromBase64url(issue);
  if (toBase64url(bytes) !== issue) throw new Error('card: malformed');
  return { issue: bytes, code };
}

/** Encodes in base64url without padding (RFC 4648 §5). */
export const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const fromBase64url = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
