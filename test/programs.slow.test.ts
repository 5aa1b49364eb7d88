/**
 * Tests that start the programs from their TypeScript sources. Other tests start compiled files
 * (support/erase-types.ts).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

// `npm start` has a test of its own, which starts both servers and the witnesses.
test.each([
  ['verify', /^Usage: verify/],
  ['trustee', /^Usage: /],
  ['election', /^Usage: /],
])('npm run %s starts from its sources', (name, usage) => {
  const [node, ...args] = scripts[name]!.split(' ');
  expect(node).toBe('node');
  const { stdout, status } = spawnSync(process.execPath, [...args, '--help'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout).toMatch(usage);
  expect(status).toBe(0);
});
