/** Coefficients of the batch equation of one proof of a vector of bits (spec §7.4, "Together"). */
import { ORDER } from './generated';
import { accumulate, addTo, isReduced, multiplyScalars, reduce, subtractFrom } from './scalar';

const ONE: usize = memory.data<u32>([1, 0, 0, 0, 0, 0, 0, 0], 16);
const y: usize = memory.data(32, 16);
const sum: usize = memory.data(32, 16);
const power: usize = memory.data(32, 16);
const rest: usize = memory.data(32, 16);
const wide: usize = memory.data(64, 16);

/** Computes h += f mod q, for numbers below q. */
function add(h: usize, f: usize): void {
  addTo(h, f); // below 2^254
  if (subtractFrom(h, ORDER)) addTo(h, ORDER);
}

/** Writes -weight * scalar mod q. */
function weighed(out: usize, weight: usize, scalar: usize): void {
  memory.fill(wide, 0, 64);
  accumulate(wide, -1, weight, scalar);
  reduce(out, wide);
}

/**
 * Writes the responses of all bits to `f`: those of the free bits as they are, those of the leads from the relations.
 * `layout` points to the numbers of the free bits, which its relations follow.
 */
function respond(f: usize, layout: usize, freeCount: u32, relationCount: u32, free: usize, c: usize): void {
  let at = layout;
  for (let i: usize = 0; i < freeCount; i++, at += 4) memory.copy(f + 32 * <usize>load<u32>(at), free + 32 * i, 32);
  for (let relation: u32 = 0; relation < relationCount; relation++) {
    const lead = <usize>load<u32>(at);
    const terms = load<u32>(at, 8);
    memory.fill(wide, 0, 64);
    accumulate(wide, load<i32>(at, 4), ONE, c);
    at += 12;
    for (let term: u32 = 0; term < terms; term++, at += 8) {
      accumulate(wide, -load<i32>(at, 4), ONE, f + 32 * <usize>load<u32>(at));
    }
    reduce(f + 32 * lead, wide);
  }
}

/**
 * Adds a proof to the batch. Returns false, and adds nothing, if a scalar is not below q.
 *
 * - `layout`: words n, m, number of free bits, number of relations; the free bits; for each relation its lead, its sum
 *   and the number of its terms, and for each term bit and coefficient.
 * - `scalars`: responses of the free bits, t, s, z. `h`: 64 bytes. `c`: a scalar. `weights`: w_1 to w_4 of 16 bytes.
 * - `coefficients`: receives those of pads and data in turns, of X, B, A, E_1, E_2 and R.
 * - `shared`: sums of 64 bytes for H, G, K, then all H_i, then all H'_i, of which there are `most`.
 * - `f`: work space of m scalars.
 */
export function bitVector(
  layout: usize,
  scalars: usize,
  h: usize,
  c: usize,
  weights: usize,
  coefficients: usize,
  shared: usize,
  most: u32,
  f: usize,
): bool {
  const n: usize = load<u32>(layout);
  const m: usize = load<u32>(layout, 4);
  const freeCount = load<u32>(layout, 8);
  for (let i: usize = 0; i < freeCount + 3; i++) if (!isReduced(scalars + 32 * i)) return false;
  respond(f, layout + 16, freeCount, load<u32>(layout, 12), scalars, c);
  const t = scalars + 32 * <usize>freeCount;
  const w1 = weights;
  const w2 = weights + 16;
  const w3 = weights + 32;
  const w4 = weights + 48;
  const bits = shared + 192;
  const squares = bits + 64 * <usize>most;

  accumulate(shared, 1, w1, t + 32);
  for (let i: usize = 0; i < m; i++) {
    const own = f + 32 * i;
    accumulate(bits + 64 * i, 1, w1, own);
    memory.copy(rest, c, 32);
    if (subtractFrom(rest, own)) addTo(rest, ORDER);
    multiplyScalars(rest, rest, own);
    accumulate(squares + 64 * i, 1, w1, rest);
  }

  memory.copy(wide, h, 64);
  reduce(y, wide);
  memory.fill(sum, 0, 32);
  for (let i = n; i > 0; i--) {
    multiplyScalars(sum, sum, y);
    add(sum, f + 32 * (i - 1));
  }
  accumulate(shared + 64, 1, w2, t);
  accumulate(shared + 64, 1, w3, sum);
  accumulate(shared + 64, 1, w4, t + 64);
  accumulate(shared + 128, 1, w3, t);

  memory.copy(power, c, 32); // c y^i
  let out = coefficients;
  for (let i: usize = 0; i < n; i++, out += 64) {
    weighed(out, w2, power);
    weighed(out + 32, w3, power);
    multiplyScalars(power, power, y);
  }
  weighed(out, w4, c); // X
  weighed(out + 32, w1, c); // B
  weighed(out + 64, w1, ONE); // A
  weighed(out + 96, w2, ONE); // E_1
  weighed(out + 128, w3, ONE); // E_2
  weighed(out + 160, w4, ONE); // R
  return true;
}
