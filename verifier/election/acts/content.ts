/** Contents of the blobs of acts of office: JSON in canonical form (spec chapter 12). @module */
import { ParseFailure, toHex } from '../../crypto/bytes.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Election } from '../election.ts';
import { ManifestFault } from '../manifest/fault.ts';
import { matching, parseCanonical, type Parser } from '../manifest/json.ts';

/** Parser of a SHA-256, in lower-case hex digits. */
export const sha256Hex = matching(/^[0-9a-f]{64}$/);

/**
 * Parses a blob of this election. `faultAt` returns the path of the first member whose value breaks another rule.
 * Throws a ParseFailure.
 */
export function parseContent<T extends { readonly election: string }>(
  blob: Uint8Array,
  { id }: Pick<Election, 'id'>,
  read: Parser<T>,
  faultAt: (content: T) => string | undefined,
): T {
  const content = parseMembers(blob, read);
  const at = content.election === toHex(id) ? faultAt(content) : 'election';
  if (at !== undefined) throw new ParseFailure(sentences.badContent(at));
  return content;
}

function parseMembers<T>(blob: Uint8Array, read: Parser<T>): T {
  try {
    return parseCanonical(blob, read);
  } catch (error) {
    if (error instanceof ManifestFault) throw new ParseFailure(sentences.badContent(error.at));
    throw error;
  }
}
