/** Tests of the set-up of a run of the tests. */
import { expect, test } from 'vitest';
import config from '../vitest.config.ts';
import { filesOf, reachable, TIERS } from './support/tiers.ts';

test('each test file is in one tier', () => {
  const all = TIERS.flatMap(filesOf);
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(100);
});

// The library of the embedded PostgreSQL ends the process that loads it with exit code 0, after failed tests too.
test('no set-up loads the embedded PostgreSQL in the process that reports the result', () => {
  const setUp = [config.test!.globalSetup!].flat();
  expect(setUp).toContain('test/support/run-database.ts');
  for (const path of [...setUp, 'vitest.config.ts'])
    expect([...reachable(path)], path).not.toContain('server/rehearsal/database/embedded.ts');
  expect([...reachable('test/support/database.ts')]).toContain('server/rehearsal/database/embedded.ts');
});
