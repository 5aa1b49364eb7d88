/** What the kernel offers. All arguments are addresses of its memory; a point is 160 bytes, cached (see point.ts). */
import { decodeFour, encodeFour } from './codec';
import { addCached, fromCached, isIdentityPoint, negateCached, setIdentity, toCached } from './point';

export { combine, windows } from './combine';

const point: usize = memory.data(160, 16);

/** `count` is a multiple of four. A byte for each: 1 if it is the encoding of an element. */
export function decode(points: usize, valid: usize, encodings: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const bits = decodeFour(encodings + 32 * i, points + 160 * i);
    for (let lane: usize = 0; lane < 4; lane++) store<u8>(valid + i + lane, <u8>((bits >> <i32>lane) & 1));
  }
}

/** `count` is a multiple of four. */
export function encode(encodings: usize, points: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i += 4) encodeFour(points + 160 * i, encodings + 32 * i);
}

export function sum(out: usize, points: usize, count: i32): void {
  setIdentity(point);
  for (let i: usize = 0; i < <usize>count; i++) addCached(point, point, points + 160 * i);
  toCached(out, point);
}

export function negate(out: usize, p: usize): void {
  negateCached(out, p);
}

export function isIdentity(p: usize): bool {
  fromCached(point, p);
  return isIdentityPoint(point);
}

/** Memory from here on is the caller's. */
export function heapBase(): usize {
  return __heap_base;
}
