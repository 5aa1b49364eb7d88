/** Tests of the set-up of a run of the tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, reachable, TIERS } from './support/tiers.ts';

test('each test file is in one tier', () => {
  const all = TIERS.flatMap(filesOf);
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(100);
});

// The library of the embedded PostgreSQL ends the process that loads it with exit code 0, after failed tests too.
test('no set-up loads the embedded PostgreSQL in the process that reports the result', () => {
  const config = readFileSync(join(import.meta.dirname, '../vitest.config.ts'), 'utf8');
  const setUp = [...config.matchAll(/'(test\/support\/[\w-]+\.ts)'/g)].map(([, path]) => path!);
  expect(setUp).toContain('test/support/run-database.ts');
  for (const path of [...setUp, 'vitest.config.ts'])
    expect([...reachable(path)], path).not.toContain('server/rehearsal/database/embedded.ts');
  expect([...reachable('test/support/database.ts')]).toContain('server/rehearsal/database/embedded.ts');
});
