/**
 * Points of the curve under ristretto255 in extended coordinates: the quad (X, Y, Z, T) with x = X/Z, y = Y/Z, XY = ZT.
 * A cached point is the quad (Y - X, Y + X, 2 Z, 2 d T), the form of the second summand. Addition: Hisil, Wong, Carter,
 * Dawson 2008, for four processors; it is complete, so it also doubles.
 */
import { FROM_CACHED, IDENTITY, MINUS_PLUS_MINUS_PLUS, MINUS_PLUS_ZERO_ZERO, PLUS_PLUS_PLUS_MINUS, TO_CACHED } from './generated';
import { multiply } from './generated';
import { copy, isZero, QUAD } from './field';

const left: usize = memory.data(160, 16);
const right: usize = memory.data(160, 16);

export function setIdentity(p: usize): void {
  copy(p, IDENTITY);
}

/** Computes (b - a, b + a, c, d) from (a, b, c, d). */
@inline
function spread(h: usize, f: usize): void {
  const signs = v128.load(MINUS_PLUS_ZERO_ZERO);
  for (let at: usize = 0; at < QUAD; at += 16) {
    const v = v128.load(f + at);
    const first = v128.shuffle<u32>(v, v, 1, 1, 2, 3);
    const second = v128.shuffle<u32>(v, v, 0, 0, 2, 3);
    v128.store(h + at, i16x8.add(first, i16x8.mul(second, signs)));
  }
}

/** Computes p + c for a cached c. */
export function addCached(h: usize, p: usize, c: usize): void {
  spread(left, p);
  multiply(left, left, c); // A, B, D, C
  const signs = v128.load(MINUS_PLUS_MINUS_PLUS);
  for (let at: usize = 0; at < QUAD; at += 16) {
    const v = v128.load(left + at);
    const first = v128.shuffle<u32>(v, v, 1, 1, 2, 2);
    const second = v128.shuffle<u32>(v, v, 0, 0, 3, 3);
    const w = i16x8.add(first, i16x8.mul(second, signs)); // E = B - A, H = B + A, F = D - C, G = D + C
    v128.store(left + at, v128.shuffle<u32>(w, w, 0, 3, 2, 0)); // E, G, F, E
    v128.store(right + at, v128.shuffle<u32>(w, w, 2, 1, 3, 1)); // F, H, G, H
  }
  multiply(h, left, right); // X, Y, Z, T
}

const negated: usize = memory.data(160, 16);

export function negateCached(h: usize, c: usize): void {
  const signs = v128.load(PLUS_PLUS_PLUS_MINUS);
  for (let at: usize = 0; at < QUAD; at += 16) {
    const v = v128.load(c + at);
    v128.store(h + at, i16x8.mul(v128.shuffle<u32>(v, v, 1, 0, 2, 3), signs));
  }
}

export function subtractCached(h: usize, p: usize, c: usize): void {
  negateCached(negated, c);
  addCached(h, p, negated);
}

export function toCached(h: usize, p: usize): void {
  spread(h, p);
  multiply(h, h, TO_CACHED);
}

/** Computes the coordinates of the point, all times two. */
export function fromCached(h: usize, c: usize): void {
  spread(h, c);
  multiply(h, h, FROM_CACHED);
}

const addend: usize = memory.data(160, 16);

export function addPoint(h: usize, p: usize, r: usize): void {
  toCached(addend, r);
  addCached(h, p, addend);
}

/** Returns whether the point is the identity of the quotient group (RFC 9496 §4.3.3). */
export function isIdentityPoint(p: usize): bool {
  return isZero(p, 0) || isZero(p, 1);
}
