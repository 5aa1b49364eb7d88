/**
 * Budget of non-null assertions (`value!`) in production code. An assertion tells the compiler to look away, so their
 * number may fall, but not rise.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Largest number of assertions of each part. Most are about an index that a loop has just checked. */
const budgets = {
  crypto: 104,
  hsm: 6,
  server: 123,
  'trustee-tool': 37,
  verifier: 196,
  'voter-client': 105,
};

function countAssertions(path: string, text: string): number {
  const visit = (node: ts.Node): number => {
    let count = ts.isNonNullExpression(node) ? 1 : 0;
    ts.forEachChild(node, (child) => void (count += visit(child)));
    return count;
  };
  return visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
}

test.each(Object.entries(budgets))('%s has at most %i non-null assertions', (part, budget) => {
  const paths = readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(root, part, path));
  const counts = paths.map((path) => countAssertions(path, readFileSync(path, 'utf8')));
  const count = counts.reduce((sum, one) => sum + one, 0);
  expect(count).toBeGreaterThan(0);
  expect(count, 'write a check, or use a type that needs none').toBeLessThanOrEqual(budget);
});

test('counts assertions in expressions, and no other exclamation marks', () => {
  expect(countAssertions('a.tsx', 'const b = a[0]!.c!.d; let e!: string; if (!b || b !== e) <p>!</p>;')).toBe(
    2,
  );
});
