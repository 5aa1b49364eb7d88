/**
 * Package with the verifier only: its folder without the page, the arithmetic kernel, the specification, the
 * negative corpus and the test vectors. Each file has the same path as in the project, except README.md, which
 * moves up one folder and has its links rewritten. The same source gives the same package.
 * @module
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files and folders of the project, relative to its root. */
const parts = [
  'LICENSE',
  'crypto/arithmetic/bit-vector.ts',
  'crypto/arithmetic/bit-vectors.ts',
  'crypto/arithmetic/instance.ts',
  'crypto/arithmetic/kernel.ts',
  'crypto/arithmetic/kernel-wasm.ts',
  'crypto/arithmetic/vector-batch.ts',
  'docs/spec',
  'docs/guides/observer.md',
  'docs/performance.md',
  'test/negative/README.md',
  'test/negative/records',
  'test/vectors',
];
/**
 * Folders of the verifier that are left out. The page needs build tools that this package does not have, and
 * is published as one file.
 */
const leftOut = ['page', 'package'];

/** Writes the package into a folder, which is emptied first. `root` is the root of the project. */
export async function copyPackage(root: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  const own = await readdir(join(root, 'verifier'));
  const folders = own.filter((name) => !leftOut.includes(name)).map((name) => `verifier/${name}`);
  for (const part of [...parts, ...folders]) {
    await mkdir(dirname(join(target, part)), { recursive: true });
    await cp(join(root, part), join(target, part), { recursive: true });
  }
  for (const file of ['package.json', 'package-lock.json'])
    await cp(join(root, 'verifier/package', file), join(target, file));
  await rm(join(target, 'verifier/README.md'));
  await writeFile(join(target, 'README.md'), await readme(root));
}

/** Returns verifier/README.md with links relative to the root of the project. */
async function readme(root: string): Promise<string> {
  const text = await readFile(join(root, 'verifier/README.md'), 'utf8');
  return text.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, link: string) =>
    link.startsWith('../') ? `](${link.slice('../'.length)})` : `](verifier/${link})`,
  );
}
