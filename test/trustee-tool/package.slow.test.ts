/**
 * Tests of the package of the trustees' program: it is plain JavaScript and needs only the packages that it declares.
 */

import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareHash } from '#trustee-tool/certificates/software.ts';
import { buildPackage } from '#trustee-tool/package/build.ts';
import { selectPackages, type Locked, type LockedPackages } from '#trustee-tool/package/lock.ts';

const root = dirname(dirname(import.meta.dirname));

interface Manifest extends Locked {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8')) as T;

let folder: string;
let own: Manifest;
let declared: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sivei-package-'));
  await buildPackage(root, folder);
  own = await read(join(folder, 'package.json'));
  declared = Object.keys({ ...own.dependencies, ...own.optionalDependencies });
  // Link only the declared packages, as an installation does: an undeclared import would fail.
  for (const name of declared) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
});
afterAll(() => rm(folder, { recursive: true }));

const sources = async (): Promise<string[]> => {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => /^(?!node_modules|docs).*\.[cm]?[jt]s$/.test(file));
};

test('it is plain JavaScript, and names what it imports, and no more', async () => {
  const files = await sources();
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !file.endsWith('.js'))).toEqual([]);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const named = texts.flatMap((code) => [
    ...code.matchAll(/(?:from|import|import\(|import\.meta\.resolve\() ?"([a-z@][\w./@-]*)"/g),
  ]);
  const packages = named.flatMap(
    ([, specifier]) => /^(?!node:)(?:@[^/]+\/)?[^/]+/.exec(specifier!)?.[0] ?? [],
  );
  expect([...new Set(packages)].toSorted()).toEqual(declared.toSorted());
});

test('its lock has what it needs, as the project has it, and no more', async () => {
  const project = (await read<{ packages: LockedPackages }>(join(root, 'package-lock.json'))).packages;
  const { '': self, ...locked } = (
    await read<{ packages: LockedPackages }>(join(folder, 'package-lock.json'))
  ).packages;
  expect(self!.dependencies).toEqual(own.dependencies);
  for (const [path, found] of Object.entries(locked)) expect(project[path], path).toMatchObject(found);
  for (const name of declared) expect(locked).toHaveProperty([`node_modules/${name}`]);
  expect(Object.keys(locked).length).toBeLessThan(80);
  expect(Object.keys(locked).filter((path) => /tsx|esbuild|vite|typescript|react/.test(path))).toEqual([]);
});

test('a package is selected from where Node.js finds it, with what it needs itself', () => {
  const locked = {
    'node_modules/a': { version: '1', dev: true, dependencies: { b: '2', c: '1' } },
    'node_modules/a/node_modules/b': { version: '2', peerDependencies: { d: '1' } },
    'node_modules/b': { version: '1' },
    'node_modules/c': { version: '1', optionalDependencies: { gone: '1' } },
    'node_modules/d': { version: '1', dependencies: { a: '1' } },
    'node_modules/e': { version: '1' },
  };
  const { 'node_modules/b': _, 'node_modules/e': __, ...expected } = locked;
  expect(selectPackages(locked, { dependencies: { a: '1' } })).toEqual({
    ...expected,
    'node_modules/a': { version: '1', dependencies: { b: '2', c: '1' } },
  });
});

test('the same source gives the same hash, which the documented command prints', async () => {
  const again = join(folder, 'again');
  await buildPackage(root, again);
  const hash = await softwareHash(folder);
  expect(await softwareHash(again)).toBe(hash);
  for (const document of ['README.md', 'docs/ceremonies/README.md']) {
    const [command] = /\{ printf 'package.*sha256sum$/m.exec(await readFile(join(folder, document), 'utf8'))!;
    expect(execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })).toBe(`${hash}  -\n`);
  }
  await rm(again, { recursive: true });
});

test('it enrols a trustee, whose keys are made in a process of its own', async () => {
  const out = join(folder, 'enrolment.json');
  const options = [
    '--software',
    '--rehearsal',
    '--pin-fd',
    '3',
    '--home',
    join(folder, 'home'),
    '--out',
    out,
  ];
  const child = spawn(
    process.execPath,
    ['trustee-tool/main.js', 'enrol', '--name', 'Custodia 1', ...options],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] },
    },
  );
  (child.stdio[3] as Writable).end('135791\n');
  const [said, problems] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  expect(problems).toBe('');
  expect(said).toContain(out);
  expect(await read(out)).toMatchObject({ format: 'sivei-trustee-enrolment/v1', name: 'Custodia 1' });
});

test('its programs have their help', async () => {
  for (const program of ['trustee-tool/main.js', 'hsm/cli/main.js']) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--help'], { cwd: folder });
    expect(stdout).toContain('Usage: npm run');
  }
});
