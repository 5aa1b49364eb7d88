/** What the tests need from Debian: installed by whoever may, named to all others. @module */
import { spawnSync } from 'node:child_process';
import { missingPackages } from '../hsm/modules.ts';

/** Milliseconds: a machine without a way to Debian is not waited for longer. */
const PATIENCE = 120_000;

/** Before all tests. */
export default function install(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { env, timeout: PATIENCE });
    spawnSync('apt-get', command, { env, timeout: PATIENCE });
  }
  if (missingPackages().length > 0)
    process.stderr.write(`Tests of tokens are skipped. They need: apt-get install ${missing.join(' ')}\n`);
}
