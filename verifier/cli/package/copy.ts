/**
 * The verifier as a package of its own: this folder without the page, the arithmetic kernel, the specification, the
 * negative corpus and the vectors, each in the place where it stands in the project. Nothing is rewritten but the links of
 * README.md, which goes one folder up: the same source gives the same package.
 * @module
 */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files and folders of the project, from its root. */
const parts = [
  'LICENSE',
  'crypto/arithmetic/kernel.ts',
  'crypto/arithmetic/kernel-wasm.ts',
  'docs/spec',
  'docs/guides/observer.md',
  'docs/performance.md',
  'test/negative/README.md',
  'test/negative/records',
  'test/vectors',
];
/** Of the verifier's folder: the page is built by packages that this one does not need, and is one file already. */
const leftOut = ['page', 'package'];

/** Writes the package into a folder that is emptied before. `root`: the project's. */
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

/** Its links, as seen from the root. */
async function readme(root: string): Promise<string> {
  const text = await readFile(join(root, 'verifier/README.md'), 'utf8');
  return text.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, link: string) =>
    link.startsWith('../') ? `](${link.slice('../'.length)})` : `](verifier/${link})`,
  );
}
