/**
 * One folder for all that a run of the tests, and the processes that it starts, put into the temporary folder: it goes
 * at the end, whatever a test that failed has left in it.
 * @module
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all tests, and before everything else that makes folders. */
export default function make(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-'));
  chmodSync(folder, 0o755); // as root, databases run as another user, who must get there
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
