/**
 * Strict text encodings of the log's formats. A text is accepted only if it is the one encoding of its value (spec
 * §8.1).
 * @module
 */

const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; throws if it is invalid. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8Decoder.decode(bytes);
  } catch {
    throw new Error('not valid UTF-8');
  }
}

/** Encodes base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Decodes base64; throws unless it is canonical: no blanks, no missing padding, no unused bits that are set. */
export function decodeBase64(text: string): Uint8Array {
  // atob ignores blanks, so the pattern is checked first.
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    throw new Error('not canonical base64');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (encodeBase64(bytes) !== text) throw new Error('not canonical base64');
  return bytes;
}

/** Parses a decimal number of at most 2^53 - 1; throws if it has a sign or leading zeros. */
export function parseDecimal(text: string): number {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) throw new Error('not a canonical decimal');
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('decimal is too large');
  return value;
}
