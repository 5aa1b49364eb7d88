/**
 * Field of 2^255 - 19, four elements at a time. A quad is 160 bytes: ten vectors of four 32-bit lanes; lane e of vector
 * k holds limbs 2k and 2k + 1 of element e. An element is the sum of limb_i * 2^(13 i). Products have limbs within 4100
 * and accept limbs within 8200, so that one addition or subtraction is allowed between two multiplications (bounds:
 * build/products.ts; twice as much is allowed if the other factor is 1). The running time depends on the values: for
 * public data only.
 */
import { ONE, ROOT } from './generated';
import { multiply, square } from './generated';

export const QUAD: usize = 160;

export function copy(h: usize, f: usize): void {
  memory.copy(h, f, QUAD);
}

export function add(h: usize, f: usize, g: usize): void {
  for (let at: usize = 0; at < QUAD; at += 16) {
    v128.store(h + at, i16x8.add(v128.load(f + at), v128.load(g + at)));
  }
}

export function subtract(h: usize, f: usize, g: usize): void {
  for (let at: usize = 0; at < QUAD; at += 16) {
    v128.store(h + at, i16x8.sub(v128.load(f + at), v128.load(g + at)));
  }
}

function squareTimes(h: usize, f: usize, times: i32): void {
  square(h, f);
  for (let i = 1; i < times; i++) square(h, h);
}

const t0: usize = memory.data(160, 16);
const t1: usize = memory.data(160, 16);
const t2: usize = memory.data(160, 16);

/** Computes h = f^(2^252 - 3), with the exponent (p - 5) / 8. */
function powerOfRoot(h: usize, f: usize): void {
  square(t0, f); // 2
  squareTimes(t1, t0, 2); // 8
  multiply(t1, f, t1); // 9
  multiply(t0, t0, t1); // 11
  square(t0, t0); // 22
  multiply(t0, t1, t0); // 2^5 - 1
  squareTimes(t1, t0, 5);
  multiply(t0, t1, t0); // 2^10 - 1
  squareTimes(t1, t0, 10);
  multiply(t1, t1, t0); // 2^20 - 1
  squareTimes(t2, t1, 20);
  multiply(t1, t2, t1); // 2^40 - 1
  squareTimes(t1, t1, 10);
  multiply(t0, t1, t0); // 2^50 - 1
  squareTimes(t1, t0, 50);
  multiply(t1, t1, t0); // 2^100 - 1
  squareTimes(t2, t1, 100);
  multiply(t1, t2, t1); // 2^200 - 1
  squareTimes(t1, t1, 50);
  multiply(t0, t1, t0); // 2^250 - 1
  squareTimes(t0, t0, 2); // 2^252 - 4
  multiply(h, t0, f); // 2^252 - 3
}

const cube: usize = memory.data(160, 16);
const check: usize = memory.data(160, 16);
const adjust: usize = memory.data(160, 16);

/**
 * Computes h = 1 / sqrt(w), either root, for each lane (SQRT_RATIO_M1 of RFC 9496 §4.2 with u = 1, without its last
 * step). Returns a bit for each lane whose w is a square and not zero. h must not be w.
 */
export function inverseRoot(h: usize, w: usize): i32 {
  square(cube, w);
  multiply(cube, cube, w);
  square(h, cube);
  multiply(h, h, w); // w^7
  powerOfRoot(h, h);
  multiply(h, h, cube);
  square(check, h);
  multiply(check, check, w); // a fourth root of unity, or 0
  copy(adjust, ONE);
  let squares = 0;
  for (let lane = 0; lane < 4; lane++) {
    const isOne = low(check, lane) == 1 && restIsZero();
    const isMinusOne = !isOne && words0() == MINUS_ONE_LOW && restIsMinusOne();
    if (isMinusOne) copyLane(adjust, ROOT, lane);
    if (isOne || isMinusOne) squares |= 1 << lane;
  }
  multiply(h, h, adjust);
  return squares;
}

function copyLane(h: usize, f: usize, lane: i32): void {
  const from = <usize>lane * 4;
  for (let at = from; at < QUAD; at += 16) store<i32>(h + at, load<i32>(f + at));
}

export function negate(h: usize): void {
  for (let at: usize = 0; at < QUAD; at += 16) v128.store(h + at, i16x8.neg(v128.load(h + at)));
}

export function negateLane(h: usize, lane: i32): void {
  for (let at = <usize>lane * 4; at < QUAD; at += 16) {
    store<i16>(h + at, -load<i16>(h + at));
    store<i16>(h + at, -load<i16>(h + at, 2), 2);
  }
}

// ---- one lane as a number from 0 to p - 1: five words of 52 bits ----

const canonical: usize = memory.data(40, 16);
const WORD: i64 = (1 << 52) - 1;
const TOP: i64 = (1 << 47) - 1;
const MINUS_ONE_LOW: i64 = WORD - 19; // p - 1 = 2^255 - 20

@inline
function limb(f: usize, lane: i32, i: i32): i64 {
  return <i64>load<i16>(f + <usize>((i >> 1) * 16 + lane * 4 + (i & 1) * 2));
}

@inline
function word(f: usize, lane: i32, j: i32): i64 {
  const i = 4 * j;
  return limb(f, lane, i) + (limb(f, lane, i + 1) << 13) + (limb(f, lane, i + 2) << 26) + (limb(f, lane, i + 3) << 39);
}

/** Reduces the lane to its least residue and writes its words to `canonical`; returns the lowest word. */
export function low(f: usize, lane: i32): i64 {
  let w0 = word(f, lane, 0);
  let w1 = word(f, lane, 1);
  let w2 = word(f, lane, 2);
  let w3 = word(f, lane, 3);
  let w4 = word(f, lane, 4);
  // The first of three rounds leaves at most a few bits above 2^255, the second one bit, the third none.
  for (let round = 0; round < 3; round++) {
    w1 += w0 >> 52;
    w0 &= WORD;
    w2 += w1 >> 52;
    w1 &= WORD;
    w3 += w2 >> 52;
    w2 &= WORD;
    w4 += w3 >> 52;
    w3 &= WORD;
    w0 += 19 * (w4 >> 47);
    w4 &= TOP;
  }
  if (w4 == TOP && (w1 & w2 & w3) == WORD && w0 >= WORD - 18) {
    w0 -= WORD - 18; // p = 2^255 - 19
    w1 = 0;
    w2 = 0;
    w3 = 0;
    w4 = 0;
  }
  store<i64>(canonical, w0);
  store<i64>(canonical, w1, 8);
  store<i64>(canonical, w2, 16);
  store<i64>(canonical, w3, 24);
  store<i64>(canonical, w4, 32);
  return w0;
}

@inline
function words0(): i64 {
  return load<i64>(canonical);
}

function restIsZero(): bool {
  return (load<i64>(canonical, 8) | load<i64>(canonical, 16) | load<i64>(canonical, 24) | load<i64>(canonical, 32)) == 0;
}

function restIsMinusOne(): bool {
  return (
    (load<i64>(canonical, 8) & load<i64>(canonical, 16) & load<i64>(canonical, 24)) == WORD &&
    load<i64>(canonical, 32) == TOP
  );
}

export function isZero(f: usize, lane: i32): bool {
  return low(f, lane) == 0 && restIsZero();
}

/** Returns whether the lane is negative, that is odd (RFC 9496 §4.1). */
export function isNegative(f: usize, lane: i32): bool {
  return (low(f, lane) & 1) != 0;
}

/** Writes 32 bytes, little-endian, below p. */
export function toBytes(bytes: usize, f: usize, lane: i32): void {
  const w0 = low(f, lane);
  const w1 = load<i64>(canonical, 8);
  const w2 = load<i64>(canonical, 16);
  const w3 = load<i64>(canonical, 24);
  const w4 = load<i64>(canonical, 32);
  store<i64>(bytes, w0 | (w1 << 52));
  store<i64>(bytes, (w1 >> 12) | (w2 << 40), 8);
  store<i64>(bytes, (w2 >> 24) | (w3 << 28), 16);
  store<i64>(bytes, (w3 >> 36) | (w4 << 16), 24);
}

/** Reads any 32 bytes to limbs from 0 to 8191. */
export function fromBytes(h: usize, lane: i32, bytes: usize): void {
  for (let i = 0; i < 20; i++) {
    const bit = 13 * i;
    const at = min(bit >> 3, 28); // four bytes that contain the limb, without reading beyond the last
    const value = (load<u32>(bytes + <usize>at) >> (bit - 8 * at)) & 8191;
    store<u16>(h + <usize>((i >> 1) * 16 + lane * 4 + (i & 1) * 2), <u16>value);
  }
}
