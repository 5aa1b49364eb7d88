/** Use of the registry's command line by a demonstration, in place of the election office. @module */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Home } from '../parties/folder.ts';

const program = fileURLToPath(new URL('../../registry/cli.ts', import.meta.url));

/** Runs `import <csv>`, `issue`, `release --yes`, `kit <site> …` or `admissions`. */
export async function registryCommand(home: Home, ...command: readonly string[]): Promise<void> {
  const args = ['--import', 'tsx', program, '--config', home.file('registry.json'), ...command];
  await promisify(execFile)(process.execPath, args);
}
