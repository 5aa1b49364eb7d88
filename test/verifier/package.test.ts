/** Tests of the verifier's package: it runs alone in a folder, with only the packages that it declares. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeRecord, readRecord, recordFile } from '../negative/record-file.ts';
import { noble } from '../../verifier/crypto/arithmetic/noble.ts';
import { judgeRecord } from '../../verifier/cli/check/records.ts';
import { judgeVectors } from '../../verifier/cli/check/vectors.ts';
import { copyPackage } from '../../verifier/cli/package/copy.ts';

const root = dirname(dirname(import.meta.dirname));

interface Package {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly packages?: Readonly<Record<string, Package>>;
}
const read = async (path: string): Promise<Package> =>
  JSON.parse(await readFile(join(root, path), 'utf8')) as Package;

let folder: string;
let own: Package;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sivei-package-'));
  await copyPackage(root, folder);
  own = await read('verifier/package/package.json');
  // Link only the declared packages, as an installation does: an undeclared import would fail.
  for (const name of Object.keys(own.dependencies)) {
    await mkdir(dirname(join(folder, 'node_modules', name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
});
afterAll(() => rm(folder, { recursive: true }));

test('it names what it imports, and no more', async () => {
  const files = await readdir(folder, { recursive: true });
  const sources = files.filter((file) => /^(?!node_modules).*\.m?ts$|^verifier\/.*\.mjs$/.test(file));
  const texts = await Promise.all(sources.map((file) => readFile(join(folder, file), 'utf8')));
  const named = texts.flatMap((text) => [...text.matchAll(/(?:from|import|import\() ?'([^'.#][^']*)'/g)]);
  const packages = named.flatMap(
    ([, specifier]) => /^(?!node:)(?:@[^/]+\/)?[^/]+/.exec(specifier!)?.[0] ?? [],
  );
  expect([...new Set(packages)].toSorted()).toEqual(Object.keys(own.dependencies));
});

test('it has the versions of the project, in its lock too', async () => {
  const [project, lock] = [await read('package.json'), await read('verifier/package/package-lock.json')];
  const versions = Object.keys(own.dependencies).map((name) => [name, project.dependencies[name]]);
  expect(own.dependencies).toEqual(Object.fromEntries(versions));
  expect(own.version).toBe(project.version);
  expect(lock.packages?.['']?.dependencies).toEqual(own.dependencies);
});

test('it verifies records and vectors by itself', async () => {
  const records = ['forked-log', 'good-receipt', 'copied-ballot'];
  const program = ['--import', 'tsx', 'verifier/cli/check/main.ts', ...records];
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: folder });
  expect(stdout).toMatch(/^\d\d statements about the vectors\n3 records, 0 not as expected\n$/);
});

test('its check can fail', async () => {
  const record = readRecord('forked-log');
  await writeFile(
    join(folder, recordFile('altered')),
    encodeRecord({ ...record, expect: { exit: 3, checks: ['5.1'] } }),
  );
  expect(await judgeRecord(folder, 'altered', noble)).toBe('1: 1.4 where 3: 5.1 was expected');
  const text = await readFile(join(root, 'test/vectors/log.json'), 'utf8');
  await writeFile(join(folder, 'log.json'), text.replace('"5": "7caa', '"5": "7cab'));
  const judged = await judgeVectors(folder, 'log.json', noble);
  expect(judged.filter(([, holds]) => !holds)).toEqual([['roots', false]]);
});

test('the links of its README lead to files', async () => {
  const text = await readFile(join(folder, 'README.md'), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
  for (const link of links) await expect(readFile(join(folder, link)), link).resolves.toBeDefined();
});
