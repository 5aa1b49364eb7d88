/** SHA-512 (FIPS 180-4). */
import { HASH_512, ROUNDS_512 } from './generated';

const schedule: usize = memory.data(640, 16);
const lastBlocks: usize = memory.data(256, 16);

/** Writes SHA-512 of the message, 64 bytes, to `out`. */
export function sha512(out: usize, message: usize, length: usize): void {
  memory.copy(out, HASH_512, 64);
  const rest = length & 127;
  const end = message + length - rest;
  for (let at = message; at < end; at += 128) compress(out, at);
  // The padding, a 1 bit, zeros and the length in bits, takes one block or two.
  const padded: usize = rest > 111 ? 256 : 128;
  memory.copy(lastBlocks, end, rest);
  memory.fill(lastBlocks + rest, 0, padded - rest);
  store<u8>(lastBlocks + rest, 0x80);
  store<u64>(lastBlocks + padded - 8, bswap<u64>(<u64>length << 3));
  for (let at: usize = 0; at < padded; at += 128) compress(out, lastBlocks + at);
  for (let at: usize = 0; at < 64; at += 8) store<u64>(out + at, bswap<u64>(load<u64>(out + at)));
}

function compress(state: usize, block: usize): void {
  for (let at: usize = 0; at < 128; at += 8) store<u64>(schedule + at, bswap<u64>(load<u64>(block + at)));
  for (let at: usize = 128; at < 640; at += 8) {
    const x = load<u64>(schedule + at - 120);
    const y = load<u64>(schedule + at - 16);
    const sigma0 = rotr<u64>(x, 1) ^ rotr<u64>(x, 8) ^ (x >> 7);
    const sigma1 = rotr<u64>(y, 19) ^ rotr<u64>(y, 61) ^ (y >> 6);
    store<u64>(schedule + at, load<u64>(schedule + at - 128) + sigma0 + load<u64>(schedule + at - 56) + sigma1);
  }
  let a = load<u64>(state);
  let b = load<u64>(state, 8);
  let c = load<u64>(state, 16);
  let d = load<u64>(state, 24);
  let e = load<u64>(state, 32);
  let f = load<u64>(state, 40);
  let g = load<u64>(state, 48);
  let h = load<u64>(state, 56);
  for (let at: usize = 0; at < 640; at += 8) {
    const sum1 = rotr<u64>(e, 14) ^ rotr<u64>(e, 18) ^ rotr<u64>(e, 41);
    const t1 = h + sum1 + ((e & f) ^ (~e & g)) + load<u64>(ROUNDS_512 + at) + load<u64>(schedule + at);
    const sum0 = rotr<u64>(a, 28) ^ rotr<u64>(a, 34) ^ rotr<u64>(a, 39);
    const t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  store<u64>(state, load<u64>(state) + a);
  store<u64>(state, load<u64>(state, 8) + b, 8);
  store<u64>(state, load<u64>(state, 16) + c, 16);
  store<u64>(state, load<u64>(state, 24) + d, 24);
  store<u64>(state, load<u64>(state, 32) + e, 32);
  store<u64>(state, load<u64>(state, 40) + f, 40);
  store<u64>(state, load<u64>(state, 48) + g, 48);
  store<u64>(state, load<u64>(state, 56) + h, 56);
}
