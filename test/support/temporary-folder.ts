/**
 * One temporary folder for a run of the tests and the processes that it starts. The folder is removed at the end, with
 * everything that failed tests have left in it.
 * @module
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs before all tests and before all other code that creates folders. */
export default function make(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-'));
  chmodSync(folder, 0o755); // as root, databases run as another user, who must get there
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
