/**
 * Temporary folder of a test run and of the processes that it starts. The folder is removed at the end, with everything
 * that failed tests have left in it.
 * @module
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates the folder. Vitest calls it before all tests, and before all other code that creates folders. */
export default function make(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-'));
  chmodSync(folder, 0o755); // for root databases run as another user, who must be able to enter the folder
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
