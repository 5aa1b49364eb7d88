/** Tests that the kernel of the repository is compiled from its source, byte for byte. */
import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';
import { compileKernel } from '#crypto/arithmetic/build/compile.ts';
import { kernelModule } from '#crypto/arithmetic/build/module.ts';
import { toHex } from '#crypto/bytes.ts';

test('the build gives the same bytes as last time, and those of the repository', () => {
  const binary = compileKernel();
  const committed = readFileSync(new URL('../../crypto/arithmetic/kernel-wasm.ts', import.meta.url), 'utf8');
  expect(toHex(sha256(compileKernel()))).toBe(toHex(sha256(binary)));
  expect(kernelModule(binary), 'run `npm run build:kernel` and commit crypto/arithmetic/kernel-wasm.ts').toBe(
    committed,
  );
});
