/** Trackers as they are asked for: all of one in hexadecimal, or what people compare of it (spec §7.6). @module */

import { fromHex } from '#crypto/bytes.ts';
import { decodeHuman } from '#crypto/human-code.ts';
import { TRACKER_CHARACTERS } from '#crypto/ballot/ballot.ts';
import type { LogStore } from '../board/log-store.ts';

const LENGTH = 32;

/** The whole tracker; undefined if no ballot is known by that name, or the name's check characters do not fit. */
export async function trackerNamed(name: string, store: LogStore): Promise<Uint8Array | undefined> {
  if (name.length === 2 * LENGTH) return fromHex(name, LENGTH);
  const first = firstBits(name);
  if (first === undefined) return undefined;
  const rest = BigInt(8 * LENGTH - 5 * TRACKER_CHARACTERS);
  return store.firstKeyBetween(bytesOf(first << rest), bytesOf(((first + 1n) << rest) - 1n));
}

function firstBits(name: string): bigint | undefined {
  try {
    return decodeHuman(name, TRACKER_CHARACTERS);
  } catch {
    return undefined;
  }
}

const bytesOf = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(2 * LENGTH, '0'), LENGTH);
