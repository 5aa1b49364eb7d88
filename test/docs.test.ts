import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { GUIDE_PICTURES, SHOWN } from './support/pictures.ts';

// Tests that the paths, scripts and pictures exist that the documents name.

const root = join(import.meta.dirname, '..');
const PARTS = ['crypto', 'hsm', 'server', 'trustee-tool', 'verifier', 'voter-client', 'test', 'docs'];
/** Documents, without CHANGELOG.md, which names files that no longer exist. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md'),
  ...PARTS.flatMap((part) =>
    readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(part, path)),
  ),
];

const PATH = new RegExp(`\`((?:${PARTS.join('|')})/[\\w./-]+)\``, 'g');
const LINK = /\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g;
/** Name of a test file without its folder. */
const TEST_FILE = /(?<![\w./*-])([a-z][\w-]*(?:\.slow)?\.test\.ts)/g;
const testFiles = new Set(
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).map((path) => basename(path)),
);
const SCRIPT = /npm run ([a-z][\w:-]*)/g;

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Scripts of the observers' package (verifier/package). */
const { scripts: observers } = JSON.parse(
  readFileSync(join(root, 'verifier/package/package.json'), 'utf8'),
) as { scripts: Record<string, string> };

test.each(pages)('%s', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const named = [...text.matchAll(PATH)].map(([, path]) => path!);
  const linked = [...text.matchAll(LINK)].map(([, path]) => join(dirname(page), path!));
  expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const tests = [...text.matchAll(TEST_FILE)].map(([, name]) => name!);
  expect(tests.filter((name) => !testFiles.has(name))).toEqual([]);
  const run = [...text.matchAll(SCRIPT)].map(([, name]) => name!);
  expect(run.filter((name) => !(name in scripts) && !(name in observers))).toEqual([]);
});

test('the guides show each kept picture, which the scripts take, and say what is on it', () => {
  const guides = pages.filter((path) => path.startsWith('docs/guides/'));
  const shown = guides.flatMap((path) =>
    [
      ...readFileSync(join(root, path), 'utf8').matchAll(
        /<img src="pictures\/([\w-]+)\.png" width="\d+" alt="[^"]{20,}">/g,
      ),
    ].map(([, name]) => name!),
  );
  expect(shown.toSorted()).toEqual(SHOWN.toSorted());
  expect(readdirSync(join(root, GUIDE_PICTURES)).toSorted()).toEqual(
    SHOWN.map((name) => `${name}.png`).toSorted(),
  );
});
