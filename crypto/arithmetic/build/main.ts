/** `npm run build:kernel`: compiles the kernel and writes it to the module that the programs load. @module */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileKernel } from './compile.ts';
import { kernelModule } from './module.ts';

const binary = compileKernel();
const target = fileURLToPath(new URL('../kernel-wasm.ts', import.meta.url));
writeFileSync(target, kernelModule(binary));
process.stdout.write(`${target}: ${binary.length} bytes\n`);
