/**
 * Fingerprints that people read aloud: twelve words of the Spanish list in every language, and hexadecimal figures
 * (spec §5.9).
 * @module
 */

import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/spanish.js';
import { toHex } from '#crypto/bytes.ts';
import { sha256 } from '#crypto/transcript.ts';

export interface Fingerprint {
  readonly words: readonly string[];
  /** Groups of four hexadecimal figures. */
  readonly figures: string;
}

/** Returns the fingerprint, 128 bits of SHA-256 of the value; the last word contains a checksum. */
export function fingerprintOf(value: Uint8Array): Fingerprint {
  const bits = sha256(value).slice(0, 16);
  return {
    words: entropyToMnemonic(bits, wordlist).normalize('NFC').split(/\s/),
    figures: toHex(bits).match(/.{4}/g)!.join(' '),
  };
}
