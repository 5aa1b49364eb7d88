/** Tiers of test files: `*.slow.test.ts` by name, the others by the files that they import, even indirectly. @module */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export const TIERS = ['unit', 'server', 'browser', 'hsm', 'slow'] as const;
export type Tier = (typeof TIERS)[number];

/** Tiers by the file that a test imports, directly or not. If a test imports several of them, the first tier counts. */
const NEEDS: readonly (readonly [Tier, string])[] = [
  ['browser', 'test/support/browser.ts'],
  ['hsm', 'test/hsm/modules.ts'],
  ['server', 'server/rehearsal/database/embedded.ts'],
];

const IMPORT = /(?:\bfrom|\bimport|import\()\s*'([#.][^'?]+)/g;
const imports = new Map<string, readonly string[]>();

function importsOf(path: string): readonly string[] {
  const known = imports.get(path);
  if (known) return known;
  let text = '';
  try {
    text = readFileSync(join(root, path), 'utf8');
  } catch {
    // A file that is missing fails where it is imported, not here.
  }
  const found = [...text.matchAll(IMPORT)].map(([, own]) =>
    own!.startsWith('#') ? own!.slice(1) : join(dirname(path), own!),
  );
  imports.set(path, found);
  return found;
}

/** Returns the file and all files that it imports, directly or over others. */
export function reachable(path: string): ReadonlySet<string> {
  const seen = new Set([path]);
  for (const own of seen) for (const next of importsOf(own)) seen.add(next);
  return seen;
}

export function tierOf(path: string): Tier {
  if (path.endsWith('.slow.test.ts')) return 'slow';
  const all = reachable(path);
  return NEEDS.find(([, file]) => all.has(file))?.[0] ?? 'unit';
}

/** Returns the paths from the root of all test files of a tier. */
export function filesOf(tier: Tier): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('test', path))
    .filter((path) => tierOf(path) === tier);
}
