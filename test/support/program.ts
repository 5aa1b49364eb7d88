/** Start of a program of the project as a separate process, for tests. @module */
import { join } from 'node:path';

/** Environment variable with the folder of erase-types.ts, for tests and the processes that they start. */
export const ERASED = 'SIVEI_ERASED';

const root = join(import.meta.dirname, '../..');

/**
 * Returns the arguments of Node.js that start a program, given its file from the root: `verifier/main.ts`. Under vitest
 * this is the same file with its types erased (erase-types.ts); elsewhere tsx erases them at the start, as the scripts
 * of package.json do.
 */
export function program(path: string): readonly string[] {
  const folder = process.env[ERASED];
  return folder === undefined
    ? ['--import', 'tsx', join(root, path)]
    : [join(folder, path.replace(/\.ts$/, '.js'))];
}
