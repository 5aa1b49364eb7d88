/** Multi-scalar multiplication: Pippenger's buckets with signed digits. */
import { ORDER } from './generated';
import { copy, QUAD } from './field';
import { addCached, addPoint, setIdentity, subtractCached, toCached } from './point';

const scalar: usize = memory.data(40, 16);
const running: usize = memory.data(160, 16);
const windowSum: usize = memory.data(160, 16);
const total: usize = memory.data(160, 16);

/** Returns the number of windows of `width` bits for a scalar of 252 bits and the carry of its signed digits. */
export function windows(width: i32): i32 {
  return 253 / width + 1;
}

/** Writes the scalar or its negative, the shorter one, to `scalar`; returns true for the negative. */
function shorten(from: usize): bool {
  let borrow: u64 = 0;
  for (let at: usize = 0; at < 32; at += 8) {
    const minuend = load<u64>(ORDER + at);
    const subtrahend = load<u64>(from + at);
    const difference = minuend - subtrahend - borrow;
    borrow = u64(minuend < subtrahend || (minuend == subtrahend && borrow != 0));
    store<u64>(scalar + at, difference);
  }
  const negate = load<u64>(scalar, 24) < load<u64>(from, 24);
  if (!negate) memory.copy(scalar, from, 32);
  return negate;
}

/** Writes digits from -2^(width-1) + 1 to 2^(width-1); the digit of window w is at digits[w * count + i]. */
function recode(digits: usize, scalars: usize, count: i32, width: i32): void {
  const last = windows(width);
  const half = 1 << (width - 1);
  store<u64>(scalar, 0, 32); // the loop reads beyond the last word
  for (let i = 0; i < count; i++) {
    const sign = shorten(scalars + 32 * <usize>i) ? -1 : 1;
    let carry = 0;
    for (let w = 0; w < last; w++) {
      const bit = w * width;
      const at = <usize>(bit >> 5) * 4;
      let digit = <i32>((load<u64>(scalar + min(at, 32)) >> (bit & 31)) & ((1 << width) - 1)) + carry;
      carry = i32(digit > half);
      digit -= carry << width;
      store<i16>(digits + 2 * <usize>(w * count + i), <i16>(sign * digit));
    }
  }
}

/**
 * Writes the sum of scalar_i * point_i to `out`. Points are cached, scalars 32 bytes below q. `digits`: 2 *
 * windows(width) * count bytes; `buckets`: 161 * 2^(width - 1) bytes; width from 2 to 15.
 */
export function combine(
  out: usize,
  points: usize,
  scalars: usize,
  count: i32,
  width: i32,
  digits: usize,
  buckets: usize,
): void {
  const size = 1 << (width - 1);
  const used = buckets + QUAD * <usize>size;
  recode(digits, scalars, count, width);
  setIdentity(total);
  for (let w = windows(width) - 1; w >= 0; w--) {
    for (let i = 0; i < width; i++) addPoint(total, total, total);
    memory.fill(used, 0, size);
    fill(digits + 2 * <usize>(w * count), points, count, buckets, used);
    sumBuckets(size, buckets, used);
    addPoint(total, total, windowSum);
  }
  toCached(out, total);
}

function fill(digits: usize, points: usize, count: i32, buckets: usize, used: usize): void {
  for (let i = 0; i < count; i++) {
    const digit = <i32>load<i16>(digits + 2 * <usize>i);
    if (digit == 0) continue;
    const number = <usize>(abs(digit) - 1);
    const bucket = buckets + QUAD * number;
    if (load<u8>(used + number) == 0) {
      store<u8>(used + number, 1);
      setIdentity(bucket);
    }
    const point = points + QUAD * <usize>i;
    if (digit > 0) addCached(bucket, bucket, point);
    else subtractCached(bucket, bucket, point);
  }
}

/**
 * Writes the sum of the buckets to `windowSum`, bucket k multiplied by k + 1. It is the sum of all partial sums from
 * the top.
 */
function sumBuckets(size: i32, buckets: usize, used: usize): void {
  setIdentity(running);
  setIdentity(windowSum);
  let empty = true;
  for (let k = size - 1; k >= 0; k--) {
    if (load<u8>(used + <usize>k)) {
      addPoint(running, running, buckets + QUAD * <usize>k);
      empty = false;
    }
    if (!empty) addPoint(windowSum, windowSum, running);
  }
}
