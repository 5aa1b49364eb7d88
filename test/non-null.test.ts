/**
 * Budget of non-null assertions (`value!`) in production code. An assertion tells the compiler to look away, so their
 * number may fall, but not rise.
 * @module
 */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourcesOf, type Source } from './support/sources.ts';

/** Largest number of assertions of each part. Most are about an index that a loop has just checked. */
const budgets = {
  crypto: 104,
  hsm: 6,
  server: 123,
  'trustee-tool': 37,
  verifier: 196,
  'voter-client': 105,
};

function countAssertions({ path, text }: Source): number {
  const visit = (node: ts.Node): number => {
    let count = ts.isNonNullExpression(node) ? 1 : 0;
    ts.forEachChild(node, (child) => void (count += visit(child)));
    return count;
  };
  return visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
}

test.each(Object.entries(budgets))('%s has at most %i non-null assertions', (part, budget) => {
  const count = sourcesOf(part).reduce((sum, source) => sum + countAssertions(source), 0);
  expect(count).toBeGreaterThan(0);
  expect(count, 'write a check, or use a type that needs none').toBeLessThanOrEqual(budget);
});

test('counts assertions in expressions, and no other exclamation marks', () => {
  const text = 'const b = a[0]!.c!.d; let e!: string; if (!b || b !== e) <p>!</p>;';
  expect(countAssertions({ path: 'a.tsx', text })).toBe(2);
});
