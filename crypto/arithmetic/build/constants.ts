/** Generator of the kernel's constants: numbers of RFC 9496 §4.1 and derived ones, as limbs. @module */

const P = 2n ** 255n - 19n;
const Q = 2n ** 252n + 27742317777372353535851937790883648493n;

const mod = (a: bigint): bigint => ((a % P) + P) % P;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = base, e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b);
  return result;
}

/** Returns the first 64 bits of the fractional part of the root of n (FIPS 180-4 §4.2.3, §5.3.5). */
function rootFraction(n: bigint, degree: bigint): bigint {
  const target = n << (64n * degree);
  let root = 0n;
  for (let bit = 1n << 72n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= target) root += bit;
  return root & (2n ** 64n - 1n);
}

const primes = Array.from({ length: 408 }, (_, i) => i + 2).filter((n) =>
  Array.from({ length: n - 2 }, (_, i) => i + 2).every((d) => n % d !== 0),
);

const inverse = (a: bigint): bigint => power(a, P - 2n);

const D = mod(-121665n * inverse(121666n));
const SQRT_M1 = power(2n, (P - 1n) / 4n);
/** 1 / sqrt(a - d) with a = -1 (RFC 9496). */
const INVSQRT_A_MINUS_D = 54469307008909316920995813868745141605393597292927456921205312896311721017578n;
if (mod(INVSQRT_A_MINUS_D ** 2n * (-1n - D)) !== 1n) throw new Error('INVSQRT_A_MINUS_D');

/**
 * Returns the constant of four elements: for each pair of limbs, that pair of the first element, the second, the third
 * and the fourth.
 */
function quad(...elements: readonly bigint[]): string {
  const limbs = Array.from({ length: 80 }, (_, at) => {
    const limb = 2 * (at >> 3) + (at & 1);
    const element = elements[(at >> 1) & 3]!;
    return (element >> BigInt(13 * limb)) & 8191n;
  });
  return `memory.data<i16>([${limbs.join(', ')}], 16)`;
}

const all = (element: bigint): string => quad(element, element, element, element);
const words = (value: number): string => `memory.data<i32>([${value}, ${value}, ${value}, ${value}], 16)`;
const halves = (...values: readonly number[]): string =>
  `memory.data<i16>([${values.flatMap((value) => [value, value]).join(', ')}], 16)`;

const longs = (values: readonly bigint[]): string =>
  `memory.data<u64>([${values.map((value) => `0x${value.toString(16)}`).join(', ')}], 16)`;

export function constants(workBytes: number): string {
  const order = [0n, 64n, 128n, 192n].map((shift) => (Q >> shift) & (2n ** 64n - 1n));
  const cubes = primes.map((prime) => rootFraction(BigInt(prime), 3n));
  const squares = primes.slice(0, 8).map((prime) => rootFraction(BigInt(prime), 2n));
  return Object.entries({
    WORK: `memory.data(${workBytes}, 16)`,
    LOW_HALVES: words(0xffff),
    MASK: words(0x1fff),
    FOLD: words(608),
    HALF: words(4096),
    CENTER: halves(4096, 4096, 4096, 4096),
    MINUS_PLUS_ZERO_ZERO: halves(-1, 1, 0, 0),
    MINUS_PLUS_MINUS_PLUS: halves(-1, 1, -1, 1),
    PLUS_PLUS_PLUS_MINUS: halves(1, 1, 1, -1),
    ONE: all(1n),
    TWO: all(2n),
    CURVE_D: all(D),
    TWICE_D: all((2n * D) % P),
    ROOT: all(SQRT_M1),
    INVERSE_ROOT_A_MINUS_D: all(INVSQRT_A_MINUS_D),
    /** Identity as (X, Y, Z, T). */
    IDENTITY: quad(0n, 1n, 1n, 0n),
    /** Factors that make (Y - X, Y + X, Z, T) a cached point, and the reverse. */
    TO_CACHED: quad(1n, 1n, 2n, (2n * D) % P),
    FROM_CACHED: quad(1n, 1n, 1n, inverse(D)),
    ORDER: longs(order),
    ROUNDS_512: longs(cubes),
    HASH_512: longs(squares),
  })
    .map(([name, value]) => `export const ${name}: usize = ${value};`)
    .join('\n');
}
