/** Start of a program of the project as a separate process, for tests. @module */
import { join } from 'node:path';

/** Environment variable with the folder of the compiled programs (erase-types.ts), for tests and their processes. */
export const ERASED = 'SIVEI_ERASED';

const root = join(import.meta.dirname, '../..');

/**
 * Returns the arguments with which Node.js starts a program. `path`: file from the root, such as `verifier/main.ts`.
 * Under vitest the compiled file is started (erase-types.ts); elsewhere tsx compiles the file, as in the scripts of
 * package.json.
 */
export function program(path: string): readonly string[] {
  const folder = process.env[ERASED];
  return folder === undefined
    ? ['--import', 'tsx', join(root, path)]
    : [join(folder, path.replace(/\.ts$/, '.js'))];
}
