/** Functions on byte strings: encoding of integers, concatenation, hexadecimal and comparison (spec §2.1). @module */

import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';

export const concat = concatBytes;
export const toHex = bytesToHex;

/** Encodes an integer in `width` bytes, big-endian; throws unless it is a safe integer from 0 to 256^width - 1. */
function unsigned(value: number, width: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** width)
    throw new Error('integer out of range');
  const out = new Uint8Array(width);
  // Division instead of shifts, which are limited to 32 bits.
  for (let i = width - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) out[i] = rest % 256;
  return out;
}

export const u8 = (value: number): Uint8Array => unsigned(value, 1);
export const u16 = (value: number): Uint8Array => unsigned(value, 2);
export const u32 = (value: number): Uint8Array => unsigned(value, 4);
/** Encodes a safe integer (at most 2^53 - 1) in eight bytes. */
export const u64 = (value: number): Uint8Array => unsigned(value, 8);

const encoder = new TextEncoder();
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}

/**
 * Compares two byte strings by the first byte that differs, then by length. Returns a number below, equal to or above
 * 0.
 */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Decodes exactly `length` bytes from lower-case hexadecimal; throws on anything else. */
export function fromHex(text: string, length: number): Uint8Array {
  if (text.length !== 2 * length || !/^[0-9a-f]*$/.test(text))
    throw new Error(`not ${length} bytes in hexadecimal`);
  return Uint8Array.from({ length }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
