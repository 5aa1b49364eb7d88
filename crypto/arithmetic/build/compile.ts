/** Compiles the kernel from its sources: the same bytes on every machine, for one version of the compiler. @module */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { constants } from './constants.ts';
import { products, workBytes } from './products.ts';

const sources = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assembly');

/** The names that constants and products use of the language. */
const helpers = `
@inline function dot(a: v128, b: v128): v128 { return i32x4.dot_i16x8_s(a, b); }
@inline function blend(a: v128, b: v128): v128 { return i16x8.shuffle(a, b, 0, 9, 2, 11, 4, 13, 6, 15); }
@inline function turn(a: v128): v128 { return v128.or(i32x4.shl(a, 16), i32x4.shr_u(a, 16)); }
`;

export async function compileKernel(): Promise<Uint8Array> {
  const generated = [helpers, constants(workBytes), products()].join('\n');
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      ...['--outFile', 'kernel.wasm'],
      ...['--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1', '--noAssert', '-O3'],
      ...['--converge', '--zeroFilledMemory'],
    ],
    {
      readFile: (name) => {
        if (name === 'generated.ts') return generated;
        try {
          return readFileSync(join(sources, name), 'utf8');
        } catch {
          return null; // the compiler tries several names for each import
        }
      },
      writeFile: (name, contents) => {
        if (name === 'kernel.wasm' && typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  return binary;
}
