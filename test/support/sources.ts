/** Source files of the project, for tests that read them. @module */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Source {
  /** Path from the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** Returns the TypeScript files of a folder of the project and of all folders in it, but for installed packages. */
export function sourcesOf(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:[cm]?ts|tsx)$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
