/** Debian packages that the tests need. They are installed if the user may do that, and otherwise listed. @module */
import { spawnSync } from 'node:child_process';
import { missingPackages } from '../hsm/modules.ts';
import { hasChromium } from './browser.ts';

/** Time limit of an installation, for a machine without access to Debian. */
const INSTALL_TIMEOUT_MS = 240_000;

const hasPython = (): boolean => spawnSync('python3', ['--version']).status === 0;

interface Need {
  readonly tests: string;
  readonly missing: () => readonly string[];
}

const needs: readonly Need[] = [
  { tests: 'Tests of tokens', missing: missingPackages },
  { tests: 'Tests in a browser', missing: () => (hasChromium() ? [] : ['chromium']) },
  { tests: 'Tests of the second verifier', missing: () => (hasPython() ? [] : ['python3']) },
];

/** Runs before all tests. */
export default function install(): void {
  const missing = needs.flatMap((need) => need.missing());
  if (missing.length === 0) return;
  const command = ['install', '-y', '-q', '--no-install-recommends', ...missing];
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { env, timeout: INSTALL_TIMEOUT_MS });
    spawnSync('apt-get', command, { env, timeout: INSTALL_TIMEOUT_MS });
  }
  for (const need of needs) {
    const still = need.missing();
    if (still.length > 0)
      process.stderr.write(`${need.tests} are skipped. They need: apt-get install ${still.join(' ')}\n`);
  }
}
