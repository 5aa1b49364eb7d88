/**
 * Generator of the kernel's multiplication and squaring, in straight-line AssemblyScript.
 *
 * A field element is 20 signed limbs of 13 bits, two to a 32-bit lane, so that one `i32x4.dot_i16x8_s` makes
 * eight limb products of four elements at once. A product has 39 columns; column k is the sum of f_i g_{k-i}, and
 * with f taken in pairs (f_2p, f_2p+1) it is a sum of dot products with the windows (g_j, g_{j-1}), j = k - 2p.
 *
 * The generated code works in memory on purpose: three columns at a time stay in registers beside the ten vectors of f.
 * With all windows and columns in locals the engine's register allocator spills, which doubles the time.
 * @module
 */

const VECTORS = 10;
const ABREAST = 3;

/** Slots of 16 bytes in the work area: windows with j even, windows with j odd, columns. */
const even = (l: number): string => slot(l);
const odd = (l: number): string => slot(11 + l);
const column = (k: number): string => slot(21 + k);
export const workBytes = 16 * (21 + 39);

const slot = (i: number): string => `WORK, ${16 * i}`;
const load = (place: string): string => `v128.load(${place})`;
const store = (place: string, value: string): string => `v128.store(${place.replace(',', `, ${value},`)});`;

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * Returns the source of the functions. `f` and `g` point to four elements each, `h` to the result; they may be the
 * same.
 */
export function products(): string {
  return [
    'export function multiply(h: usize, f: usize, g: usize): void {',
    ...windowsOf('g'),
    ...vectorsOf('f'),
    ...columns('even', (c, l) => isVector(c - l) && `f${c - l}`),
    ...columns('odd', (c, l) => isVector(c - l) && `f${c - l}`),
    'reduce(h);',
    '}',
    // f_i f_j and f_j f_i are equal, so only one of them is computed, with f_i doubled.
    'export function square(h: usize, f: usize): void {',
    ...windowsOf('f'),
    ...range(0, VECTORS).map((p) => `const d${p} = i16x8.add(f${p}, f${p});`),
    ...columns('even', (c, l) => isVector(c - l) && c - l + 1 < l && `d${c - l}`, evenDiagonal),
    ...columns('odd', (c, l) => isVector(c - l) && c - l < l && `d${c - l}`, oddDiagonal),
    'reduce(h);',
    '}',
    ...reduction(),
  ].join('\n');
}

/**
 * Returns the diagonal term of an even column: column 4p has f_2p squared; column 4p + 2 has f_2p+1 squared and twice
 * f_2p f_2p+2.
 */
function evenDiagonal(c: number): string {
  const p = c >> 1;
  return c % 2 === 0
    ? `dot(v128.and(f${p}, low), ${load(even(p))})`
    : `dot(blend(d${p}, f${p}), ${load(even(p + 1))})`;
}

/**
 * Returns the diagonal term of an odd column: column 4p + 1 has twice f_2p f_2p+1, one dot product with the turned
 * pair.
 */
function oddDiagonal(c: number): string | undefined {
  const p = c >> 1;
  return c % 2 === 0 ? `dot(f${p}, ${load(odd(p))})` : undefined;
}

function vectorsOf(name: string): string[] {
  return range(0, VECTORS).map((l) => `const ${name}${l} = v128.load(${name}, ${16 * l});`);
}

/**
 * Returns the code that stores the windows: (g_2l, g_2l-1) for even j = 2l, where g_-1 and g_20 are zero; (g_2l+1,
 * g_2l) for odd j = 2l + 1.
 */
function windowsOf(name: string): string[] {
  return [
    'const low = v128.load(LOW_HALVES);',
    ...vectorsOf(name),
    store(even(0), `v128.and(${name}0, low)`),
    ...range(1, VECTORS).map((l) => store(even(l), `blend(${name}${l}, ${name}${l - 1})`)),
    store(even(VECTORS), `v128.andnot(${name}9, low)`),
    ...range(0, VECTORS).map((l) => store(odd(l), `turn(${name}${l})`)),
  ];
}

/**
 * Returns the code for the columns 2c or 2c + 1, a few at a time. `factor(c, l)` is the factor of window l in column c,
 * if any; `first(c)` is a further term of column c.
 */
function columns(
  parity: 'even' | 'odd',
  factor: (c: number, l: number) => string | false,
  first: (c: number) => string | undefined = () => undefined,
): string[] {
  const [count, windows, window, shift] =
    parity === 'even' ? ([20, 11, even, 0] as const) : ([19, 10, odd, 1] as const);
  const lines: string[] = ['{', 'let x: v128;'];
  for (let from = 0; from < count; from += ABREAST) {
    const group = range(from, Math.min(from + ABREAST, count));
    const begun = new Set<number>();
    const accumulate = (c: number, term: string): void => {
      const name = `${parity}${c}`;
      lines.push(begun.has(c) ? `${name} = i32x4.add(${name}, ${term});` : `let ${name} = ${term};`);
      begun.add(c);
    };
    for (const c of group) {
      const term = first(c);
      if (term) accumulate(c, term);
    }
    for (const l of range(0, windows)) {
      const uses = group.flatMap((c) => {
        const name = factor(c, l);
        return name ? [{ c, name }] : [];
      });
      if (uses.length > 0) lines.push(`x = ${load(window(l))};`);
      for (const { c, name } of uses) accumulate(c, `dot(${name}, x)`);
    }
    for (const c of group) lines.push(store(column(2 * c + shift), `${parity}${c}`));
  }
  return [...lines, '}'];
}

/**
 * Returns the reduction of columns to limbs. 2^260 = 608 mod p, so the upper columns, carried once, are added to the
 * lower ones times 608.
 * The lower ones are carried in two halves, whose last carries then run a few limbs into the other half.
 *
 * Half a limb is added before and subtracted after, so that the limbs come out within 4100. Bounds: if
 * the limbs of both factors are within 8200, a column is within 20 * 8200^2 < 1.35 * 10^9, a carried upper column
 * within 8191 + 1.35 * 10^9 / 2^13 < 1.8 * 10^5, and 608 times that, the column and a carry stay below 2^31.
 */
function reduction(): string[] {
  const lines = ['function reduce(h: usize): void {'];
  lines.push('const mask = v128.load(MASK), fold = v128.load(FOLD), half = v128.load(HALF);');
  lines.push('let t: v128, u: v128, above: v128, below: v128, carry9: v128, carry19: v128;');
  for (const [from, carry] of [
    [0, 'carry9'],
    [10, 'carry19'],
  ] as const) {
    if (from > 0) lines.push(`above = ${load(column(from + 19))};`);
    for (const k of range(from, from + 10)) {
      if (k > 0) lines.push('below = above;');
      if (k < 19) lines.push(`above = ${load(column(k + 20))};`);
      const kept = 'v128.and(above, mask)';
      const carried = 'i32x4.shr_s(below, 13)';
      const upper = k === 0 ? kept : k === 19 ? carried : `i32x4.add(${kept}, ${carried})`;
      lines.push(`t = i32x4.add(i32x4.add(i32x4.mul(${upper}, fold), half), ${load(column(k))});`);
      if (k > from) lines.push(`t = i32x4.add(t, ${carry});`);
      lines.push(`${carry} = i32x4.shr_s(t, 13);`, store(column(k), 'v128.and(t, mask)'));
    }
  }
  lines.push('carry19 = i32x4.mul(carry19, fold);');
  for (const i of range(0, 3)) {
    lines.push(
      `t = i32x4.add(${load(column(10 + i))}, carry9);`,
      `u = i32x4.add(${load(column(i))}, carry19);`,
    );
    const last = i === 2; // the carry here is at most 3, so it stays
    if (!last) lines.push('carry9 = i32x4.shr_s(t, 13);', 'carry19 = i32x4.shr_s(u, 13);');
    lines.push(store(column(10 + i), last ? 't' : 'v128.and(t, mask)'));
    lines.push(store(column(i), last ? 'u' : 'v128.and(u, mask)'));
  }
  lines.push('const center = v128.load(CENTER);');
  for (const k of range(0, VECTORS)) {
    const pair = `blend(${load(column(2 * k))}, i32x4.shl(${load(column(2 * k + 1))}, 16))`;
    lines.push(`v128.store(h, i16x8.sub(${pair}, center), ${16 * k});`);
  }
  return [...lines, '}'];
}

function isVector(p: number): boolean {
  return p >= 0 && p < VECTORS;
}
