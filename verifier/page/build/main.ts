/**
 * `npm run build:verifier`: writes dist/verifier.html and prints its hash, which is to be published and
 * compared.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPage } from './build.ts';

const file = join(import.meta.dirname, '../../../dist/verifier.html');
const page = await buildPage();
await mkdir(dirname(file), { recursive: true });
await writeFile(file, page);
const kB = (length: number): string => `${(length / 1000).toFixed(1)} kB`;
console.log(`dist/verifier.html: ${kB(Buffer.byteLength(page))}, ${kB(gzipSync(page).length)} compressed`);
console.log(`SHA-256 ${createHash('sha256').update(page).digest('hex')}`);
