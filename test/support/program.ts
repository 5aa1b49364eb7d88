/** How tests start a program of the project as a process of its own. @module */
import { join } from 'node:path';

/** Names the folder of erase-types.ts to tests and to the processes that they start. */
export const ERASED = 'SIVEI_ERASED';

const root = join(import.meta.dirname, '../..');

/**
 * Arguments of Node.js that start a program, given its file from the root: `verifier/main.ts`. Under vitest it is the same
 * file with its types erased (erase-types.ts); elsewhere tsx erases them at the start, as the scripts of package.json do.
 */
export function program(path: string): readonly string[] {
  const folder = process.env[ERASED];
  return folder === undefined
    ? ['--import', 'tsx', join(root, path)]
    : [join(folder, path.replace(/\.ts$/, '.js'))];
}
