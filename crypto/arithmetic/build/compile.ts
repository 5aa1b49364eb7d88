/** Compiler of the kernel; for one version of AssemblyScript it writes the same bytes on every machine. @module */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants } from './constants.ts';
import { products, workBytes } from './products.ts';

const sources = fileURLToPath(new URL('../assembly', import.meta.url));
const compiler = fileURLToPath(import.meta.resolve('assemblyscript/bin/asc.js'));

/** AssemblyScript functions that the generated code calls. */
const helpers = `
@inline function dot(a: v128, b: v128): v128 { return i32x4.dot_i16x8_s(a, b); }
@inline function blend(a: v128, b: v128): v128 { return i16x8.shuffle(a, b, 0, 9, 2, 11, 4, 13, 6, 15); }
@inline function turn(a: v128): v128 { return i16x8.shuffle(a, a, 1, 0, 3, 2, 5, 4, 7, 6); }
`;

const options = '--runtime stub --enable simd --initialMemory 1 --noAssert --zeroFilledMemory -O3 --converge';

/** Compiles the kernel to a WebAssembly binary. Throws with the compiler's messages. */
export function compileKernel(): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    cpSync(sources, folder, { recursive: true });
    writeFileSync(join(folder, 'generated.ts'), [helpers, constants(workBytes), products()].join('\n'));
    const args = ['index.ts', '--baseDir', folder, '--outFile', 'kernel.wasm', ...options.split(' ')];
    execFileSync(process.execPath, [compiler, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    return readFileSync(join(folder, 'kernel.wasm'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
