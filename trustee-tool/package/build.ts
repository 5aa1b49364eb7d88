/**
 * Package with only the trustees' program: plain JavaScript of this folder, hsm and crypto, with the few packages that
 * they import. The same source gives the same files, so that anyone can compute the hash of an act again (spec §5.9).
 * @module
 */

import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sourcePaths } from '../certificates/software.ts';
import { erasedImports, eraseTypes } from './erase.ts';
import { selectPackages, type Locked, type LockedPackages } from './lock.ts';

/** Packages that the code imports. */
const PACKAGES = [
  '@clack/prompts',
  '@hpke/core',
  '@noble/curves',
  '@noble/hashes',
  '@peculiar/webcrypto',
  '@scure/bip39',
  'commander',
  'dejavu-fonts-ttf',
  'n2words',
  'pdfkit',
  'qrcode',
  'typebox',
];
/** Package that is compiled at its installation. Without it only software tokens work. */
const NATIVE_PACKAGE = 'pkcs11js';

/** Files left out of the package: programs that build the arithmetic kernel or this package, and README.md. */
const LEFT_OUT = /^(crypto\/arithmetic\/(assembly|build)|trustee-tool\/(package|README\.md$))/;
const COPIED = ['.npmrc', 'LICENSE', 'docs/ceremonies'];

interface Manifest extends Locked {
  readonly version: string;
  readonly license: string;
  readonly engines: object;
  readonly imports: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** Writes the package into a folder, which is emptied first. `root`: root of the project. */
export async function buildPackage(root: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  for (const path of await sourcePaths(root)) if (!LEFT_OUT.test(path)) await put(root, path, target);
  for (const path of COPIED) await cp(join(root, path), join(target, path), { recursive: true });
  const readme = await readFile(join(root, 'trustee-tool/package/README.md'), 'utf8');
  await writeFile(join(target, 'README.md'), readme.replaceAll('](../../', ']('));
  await writeManifest(root, target);
}

async function put(root: string, path: string, target: string): Promise<void> {
  const to = join(target, path).replace(/\.ts$/, '.js');
  await mkdir(dirname(to), { recursive: true });
  if (!path.endsWith('.ts')) return cp(join(root, path), to);
  await writeFile(to, await eraseTypes(await readFile(join(root, path), 'utf8'), path));
}

async function writeManifest(root: string, target: string): Promise<void> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(root, name), 'utf8'));
  const project = (await read('package.json')) as Manifest;
  const { '#server/*': _, ...imports } = project.imports;
  const own = {
    name: '@sivei/trustee-tool',
    version: project.version,
    license: project.license,
    dependencies: Object.fromEntries(PACKAGES.map((name) => [name, project.dependencies[name]!])),
    engines: project.engines,
    optionalDependencies: { [NATIVE_PACKAGE]: project.optionalDependencies[NATIVE_PACKAGE]! },
  };
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const manifest = {
    ...own,
    private: true,
    description: 'Trustee’s program of SIVEI, for key ceremony and count',
    type: 'module',
    imports: erasedImports(imports),
    scripts: { trustee: 'node trustee-tool/main.js', hsm: 'node hsm/cli/main.js' },
    allowScripts: { [NATIVE_PACKAGE]: true },
  };
  const { packages } = (await read('package-lock.json')) as { packages: LockedPackages };
  const lock = {
    name: own.name,
    version: own.version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...selectPackages(packages, own) },
  };
  await writeFile(join(target, 'package.json'), json(manifest));
  await writeFile(join(target, 'package-lock.json'), json(lock));
}
