/** Exports of the kernel. All arguments are addresses of its memory; a point is 160 bytes, cached (see point.ts). */
import { decodeFour, encodeFour } from './codec';
import { sha512 } from './hash';
import { accumulate, reduce } from './scalar';
import { addCached, fromCached, isIdentityPoint, negateCached, setIdentity, toCached } from './point';

export { bitVector } from './bit-vector';
export { combine, windows } from './combine';

const point: usize = memory.data(160, 16);
const digest: usize = memory.data(64, 16);

/** Decodes `count` encodings, a multiple of four. Writes a byte for each to `valid`: 1 for an element. */
export function decode(points: usize, valid: usize, encodings: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const bits = decodeFour(encodings + 32 * i, points + 160 * i);
    for (let lane: usize = 0; lane < 4; lane++) store<u8>(valid + i + lane, <u8>((bits >> <i32>lane) & 1));
  }
}

/** Encodes `count` points, a multiple of four. */
export function encode(encodings: usize, points: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i += 4) encodeFour(points + 160 * i, encodings + 32 * i);
}

/** Writes the sum of each list of points. The lists are consecutive; `lengths` has their lengths. */
export function sums(out: usize, points: usize, lengths: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    setIdentity(point);
    for (let left = load<u32>(lengths + 4 * i); left > 0; left--) {
      addCached(point, point, points);
      points += 160;
    }
    toCached(out + 160 * i, point);
  }
}

export function negate(out: usize, p: usize): void {
  negateCached(out, p);
}

export function isIdentity(p: usize): bool {
  fromCached(point, p);
  return isIdentityPoint(point);
}

/** Writes SHA-512 of each message, 64 bytes. Messages are consecutive. */
export function hashes(out: usize, messages: usize, lengths: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const length = load<u32>(lengths + 4 * i);
    sha512(out + 64 * i, messages, length);
    messages += length;
  }
}

/** Writes SHA-512 of each message, as a little-endian integer modulo q. Messages are consecutive. */
export function hashToScalars(scalars: usize, messages: usize, lengths: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const length = load<u32>(lengths + 4 * i);
    sha512(digest, messages, length);
    reduce(scalars + 32 * i, digest);
    messages += length;
  }
}

/**
 * Adds the equations, each times its weight of 16 bytes, and writes the resulting scalar of each of the `count`
 * elements. A term is four words: the numbers of its element, equation and scalar, and a factor of either sign. `sums`
 * is work space of 64 bytes for each element.
 */
export function weigh(
  out: usize,
  count: i32,
  terms: usize,
  termCount: i32,
  weights: usize,
  scalars: usize,
  sums: usize,
): void {
  memory.fill(sums, 0, 64 * count);
  for (let term = terms; term < terms + 16 * <usize>termCount; term += 16) {
    accumulate(
      sums + 64 * <usize>load<u32>(term),
      load<i32>(term, 12),
      weights + 16 * <usize>load<u32>(term, 4),
      scalars + 32 * <usize>load<u32>(term, 8),
    );
  }
  reduceSums(out, sums, count);
}

/** Reduces each of `count` sums of 64 bytes to a scalar; overwrites the sums. */
export function reduceSums(out: usize, sums: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) reduce(out + 32 * i, sums + 64 * i);
}

/** Returns the address from which on the memory is free for the caller. */
export function heapBase(): usize {
  return __heap_base;
}
