/**
 * Scalars: integers modulo q = 2^252 + c, in 32-bit words, the least significant first. Intermediate numbers have 512
 * bits. Constant time is not needed and not promised: for public data only.
 */
import { ORDER } from './generated';

/** Four words of c, of 125 bits: q without its highest bit. */
const C: usize = ORDER;
const WIDE: usize = 64;

const high: usize = memory.data(64, 16);
const product: usize = memory.data(64, 16);

/** Sets h = f >> 252 and reduces f to its lower 252 bits. Both have 16 words. */
function split(h: usize, f: usize): void {
  for (let at: usize = 0; at < 32; at += 4) {
    store<u32>(h + at, (load<u32>(f + at, 28) >> 28) | (load<u32>(f + at, 32) << 4));
  }
  store<u32>(h, load<u32>(f, 60) >> 28, 32);
  memory.fill(h + 36, 0, 28);
  store<u32>(f, load<u32>(f, 28) & 0x0fffffff, 28);
  memory.fill(f + 32, 0, 32);
}

/** Computes h = c f, for an f of at most nine words. */
function timesC(h: usize, f: usize): void {
  memory.fill(h, 0, WIDE);
  for (let i: usize = 0; i < 36; i += 4) {
    let carry: u64 = 0;
    const own = <u64>load<u32>(f + i);
    for (let j: usize = 0; j < 16; j += 4) {
      const t = own * load<u32>(C + j) + load<u32>(h + i + j) + carry;
      store<u32>(h + i + j, <u32>t);
      carry = t >> 32;
    }
    store<u32>(h + i, <u32>carry, 16);
  }
}

/** Computes h += f over eight words; returns the carry. */
export function addTo(h: usize, f: usize): u32 {
  let carry: u64 = 0;
  for (let at: usize = 0; at < 32; at += 4) {
    const t = <u64>load<u32>(h + at) + load<u32>(f + at) + carry;
    store<u32>(h + at, <u32>t);
    carry = t >> 32;
  }
  return <u32>carry;
}

/** Computes h -= f over eight words; returns the borrow. */
export function subtractFrom(h: usize, f: usize): u32 {
  let borrow: i64 = 0;
  for (let at: usize = 0; at < 32; at += 4) {
    const t = <i64>load<u32>(h + at) - <i64>load<u32>(f + at) + borrow;
    store<u32>(h + at, <u32>t);
    borrow = t >> 32;
  }
  return <u32>-borrow;
}

/**
 * Reduces the 512 bits of `wide` to 32 bytes below q and overwrites `wide`. As 2^252 = -c mod q: n = n0 + 2^252 n1 = n0
 * - c n1, where c n1 = m0 + 2^252 m1 = m0 - c m1, where c m1 = l0 + 2^252 l1 = l0 - c l1.
 */
export function reduce(out: usize, wide: usize): void {
  split(high, wide); // n1 has 260 bits
  memory.copy(out, wide, 32); // n0
  timesC(product, high); // 385 bits
  split(high, product);
  if (subtractFrom(out, product)) addTo(out, ORDER); // n0 - m0
  timesC(product, high); // m1 has 133 bits, c m1 has 258
  split(high, product);
  addTo(out, product); // + l0: below 2^254
  timesC(product, high); // l1 has 6 bits, c l1 has 131
  if (subtractFrom(out, product)) addTo(out, ORDER);
  while (!subtractFrom(out, ORDER)) {}
  addTo(out, ORDER);
}

const factors: usize = memory.data(64, 16);

/** Computes h = f g mod q. */
export function multiplyScalars(h: usize, f: usize, g: usize): void {
  memory.fill(factors, 0, 64);
  for (let i: usize = 0; i < 32; i += 4) {
    let carry: u64 = 0;
    const own = <u64>load<u32>(f + i);
    for (let j: usize = 0; j < 32; j += 4) {
      const t = own * load<u32>(g + j) + load<u32>(factors + i + j) + carry;
      store<u32>(factors + i + j, <u32>t);
      carry = t >> 32;
    }
    store<u32>(factors + i, <u32>carry, 32);
  }
  reduce(h, factors);
}

const compared: usize = memory.data(32, 16);

/** Returns whether f is below q. */
export function isReduced(f: usize): bool {
  memory.copy(compared, f, 32);
  return subtractFrom(compared, ORDER) != 0;
}

const negated: usize = memory.data(32, 16);
const weighted: usize = memory.data(20, 16);

/** Computes sum += factor * weight * scalar, for a weight of 16 bytes; sum has 64 bytes and is never negative. */
export function accumulate(sum: usize, factor: i32, weight: usize, scalar: usize): void {
  if (factor < 0) {
    memory.copy(negated, ORDER, 32);
    subtractFrom(negated, scalar);
    scalar = negated;
    factor = -factor;
  }
  let carry: u64 = 0;
  for (let at: usize = 0; at < 16; at += 4) {
    const t = <u64>factor * load<u32>(weight + at) + carry;
    store<u32>(weighted + at, <u32>t);
    carry = t >> 32;
  }
  store<u32>(weighted, <u32>carry, 16);
  for (let i: usize = 0; i < 20; i += 4) {
    const own = <u64>load<u32>(weighted + i);
    if (own == 0) continue;
    carry = 0;
    for (let j: usize = 0; j < 32; j += 4) {
      const t = own * load<u32>(scalar + j) + load<u32>(sum + i + j) + carry;
      store<u32>(sum + i + j, <u32>t);
      carry = t >> 32;
    }
    for (let at = i + 32; carry != 0; at += 4) {
      carry += load<u32>(sum + at);
      store<u32>(sum + at, <u32>carry);
      carry >>= 32;
    }
  }
}
