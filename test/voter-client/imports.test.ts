import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

// Screens and the web worker share only contract/; a page's entry point connects them.

const root = join(import.meta.dirname, '../../voter-client');
const SOURCE = /\.tsx?$/;
const IMPORT = /\bfrom '(\.{1,2}\/[^']+)'/g;

/** Returns the imports of each file in a folder as [file, target], both relative to voter-client/. */
const importsOf = (folder: string): (readonly [file: string, target: string])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => SOURCE.test(path))
    .map((path) => posix.join(folder, path))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(
        ([, target]) => [file, posix.join(posix.dirname(file), target!)] as const,
      ),
    );

const folderOf = (path: string): string => path.split('/')[0]!;

describe('imports', () => {
  test.each(['ballot', 'booth', 'check', 'desk', 'i18n', 'kiosk', 'ui'])(
    'of %s reach the worker through the entry point alone',
    (folder) => {
      const toWorker = importsOf(folder).filter(([, target]) => folderOf(target) === 'worker');
      const entry = `${folder}/main.tsx`;
      expect(toWorker.filter(([file, target]) => file !== entry || target !== 'worker/client.ts')).toEqual(
        [],
      );
    },
  );

  test.each([
    ['worker', ['api', 'board', 'contract', 'worker']],
    ['contract', ['contract']],
  ])('of %s lead to %j', (folder, allowed) => {
    const all = importsOf(folder);
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(([, target]) => !allowed.includes(folderOf(target)))).toEqual([]);
  });
});
