/** Decoding and encoding of ristretto255 elements, four at a time (RFC 9496 §4.3.1, §4.3.2). */
import { CURVE_D, INVERSE_ROOT_A_MINUS_D, ONE, ROOT, TWICE_D, TWO } from './generated';
import { multiply, square } from './generated';
import {
  add,
  fromBytes,
  inverseRoot,
  isNegative,
  isZero,
  negate,
  negateLane,
  QUAD,
  subtract,
  toBytes,
} from './field';
import { fromCached } from './point';

const s: usize = memory.data(160, 16);
const u1: usize = memory.data(160, 16);
const u2: usize = memory.data(160, 16);
const v: usize = memory.data(160, 16);
const root: usize = memory.data(160, 16);
const x: usize = memory.data(160, 16);
const y: usize = memory.data(160, 16);
const z: usize = memory.data(160, 16);
const t: usize = memory.data(160, 16);
const a: usize = memory.data(160, 16);
const b: usize = memory.data(160, 16);

/** Returns whether the encoding is canonical: below p and even. */
function isCanonical(bytes: usize): bool {
  const w3 = load<u64>(bytes, 24);
  if (w3 >> 63 || load<u64>(bytes) & 1) return false;
  const all = load<u64>(bytes, 8) & load<u64>(bytes, 16) & (w3 | (1 << 63));
  return all != ~(<u64>0) || load<u64>(bytes) < ~(<u64>0) - 18;
}

/** Decodes four encodings of 32 bytes to four cached points. Returns a bit for each that is an element. */
export function decodeFour(encodings: usize, points: usize): i32 {
  let valid = 0;
  for (let lane = 0; lane < 4; lane++) {
    const bytes = encodings + 32 * <usize>lane;
    if (isCanonical(bytes)) valid |= 1 << lane;
    fromBytes(s, lane, bytes);
  }
  square(a, s);
  subtract(u1, ONE, a);
  add(u2, ONE, a);
  square(b, u2);
  square(v, u1);
  multiply(v, v, CURVE_D);
  add(v, v, b);
  negate(v); // v = -d u1^2 - u2^2
  multiply(a, v, b);
  valid &= inverseRoot(root, a);
  multiply(x, root, u2); // den_x
  multiply(y, root, x);
  multiply(y, y, v); // den_y
  multiply(y, y, u1);
  add(x, x, x);
  multiply(x, x, s);
  for (let lane = 0; lane < 4; lane++) if (isNegative(x, lane)) negateLane(x, lane);
  multiply(t, x, y);
  for (let lane = 0; lane < 4; lane++) {
    if (isNegative(t, lane) || isZero(y, lane)) valid &= ~(1 << lane);
  }
  subtract(a, y, x);
  add(b, y, x);
  multiply(t, t, TWICE_D);
  transpose(points, points + QUAD, points + 2 * QUAD, points + 3 * QUAD, a, b, TWO, t);
  return valid;
}

/** Transposes four quads: lane i of quad k becomes lane k of quad i. */
function transpose(
  h0: usize,
  h1: usize,
  h2: usize,
  h3: usize,
  f0: usize,
  f1: usize,
  f2: usize,
  f3: usize,
): void {
  for (let at: usize = 0; at < QUAD; at += 16) {
    const v0 = v128.load(f0 + at);
    const v1 = v128.load(f1 + at);
    const v2 = v128.load(f2 + at);
    const v3 = v128.load(f3 + at);
    const a01 = v128.shuffle<u32>(v0, v1, 0, 4, 1, 5);
    const a23 = v128.shuffle<u32>(v2, v3, 0, 4, 1, 5);
    const b01 = v128.shuffle<u32>(v0, v1, 2, 6, 3, 7);
    const b23 = v128.shuffle<u32>(v2, v3, 2, 6, 3, 7);
    v128.store(h0 + at, v128.shuffle<u64>(a01, a23, 0, 2));
    v128.store(h1 + at, v128.shuffle<u64>(a01, a23, 1, 3));
    v128.store(h2 + at, v128.shuffle<u64>(b01, b23, 0, 2));
    v128.store(h3 + at, v128.shuffle<u64>(b01, b23, 1, 3));
  }
}

const p0: usize = memory.data(160, 16);
const p1: usize = memory.data(160, 16);
const p2: usize = memory.data(160, 16);
const p3: usize = memory.data(160, 16);

function moveLane(h: usize, f: usize, lane: i32): void {
  for (let at = <usize>lane * 4; at < QUAD; at += 16) store<i32>(h + at, load<i32>(f + at));
}

/** Encodes four cached points. */
export function encodeFour(points: usize, encodings: usize): void {
  fromCached(p0, points);
  fromCached(p1, points + QUAD);
  fromCached(p2, points + 2 * QUAD);
  fromCached(p3, points + 3 * QUAD);
  transpose(x, y, z, t, p0, p1, p2, p3);
  add(u1, z, y);
  subtract(a, z, y);
  multiply(u1, u1, a);
  multiply(u2, x, y);
  square(v, u2);
  multiply(v, v, u1);
  inverseRoot(root, v); // for a point, v is a square, or zero for the identity
  multiply(a, root, u1); // den1
  multiply(b, root, u2); // den2
  multiply(v, a, b);
  multiply(v, v, t); // z_inv
  multiply(t, t, v);
  multiply(p0, x, ROOT); // ix
  multiply(p1, y, ROOT); // iy
  multiply(p2, a, INVERSE_ROOT_A_MINUS_D); // enchanted denominator
  for (let lane = 0; lane < 4; lane++) {
    if (!isNegative(t, lane)) continue;
    moveLane(x, p1, lane);
    moveLane(y, p0, lane);
    moveLane(b, p2, lane);
  }
  multiply(v, x, v);
  for (let lane = 0; lane < 4; lane++) if (isNegative(v, lane)) negateLane(y, lane);
  subtract(z, z, y);
  multiply(s, b, z);
  for (let lane = 0; lane < 4; lane++) {
    if (isNegative(s, lane)) negateLane(s, lane);
    toBytes(encodings + 32 * <usize>lane, s, lane);
  }
}
