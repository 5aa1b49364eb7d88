/**
 * Search for a tracker that a client gives in full, in hexadecimal, or in the short form that people compare (spec
 * §7.6).
 * @module
 */

import { fromHex } from '#crypto/bytes.ts';
import { decodeHuman } from '#crypto/human-code.ts';
import { TRACKER_CHARACTERS } from '#crypto/ballot/ballot.ts';
import type { LogStore } from '../board/log-store.ts';

const TRACKER_BYTES = 32;

/**
 * Returns the complete tracker. For a short form, returns undefined if no ballot on the log has it, or if its check
 * characters are wrong.
 */
export async function trackerNamed(name: string, store: LogStore): Promise<Uint8Array | undefined> {
  if (name.length === 2 * TRACKER_BYTES) return fromHex(name, TRACKER_BYTES);
  const first = firstBits(name);
  if (first === undefined) return undefined;
  const rest = BigInt(8 * TRACKER_BYTES - 5 * TRACKER_CHARACTERS);
  return store.firstKeyBetween(bytesOf(first << rest), bytesOf(((first + 1n) << rest) - 1n));
}

function firstBits(name: string): bigint | undefined {
  try {
    return decodeHuman(name, TRACKER_CHARACTERS);
  } catch {
    return undefined;
  }
}

const bytesOf = (value: bigint): Uint8Array =>
  fromHex(value.toString(16).padStart(2 * TRACKER_BYTES, '0'), TRACKER_BYTES);
