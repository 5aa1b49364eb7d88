/**
 * Compilation of the whole tree to JavaScript, once before all tests, for the processes that they start. Otherwise tsx
 * would compile in each process, which takes most of the time of a short one.
 * @module
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { erasedImports, eraseTypes } from '#trustee-tool/package/erase.ts';
import { ERASED } from './program.ts';

const root = join(import.meta.dirname, '../..');
const parts = ['crypto', 'hsm', 'server', 'trustee-tool', 'verifier', 'test'];
/** Folders that are not compiled to JavaScript: one is compiled to WebAssembly, and no process reads the others. */
const skipped = ['crypto/arithmetic/assembly', 'test/negative/records', 'test/vectors'];

/**
 * Compiles the tree. Vitest calls it before all tests, and the returned function after them, which removes the files.
 */
export default async function erase(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-programs-'));
  await Promise.all(filesOf(parts).map((path) => put(path, folder)));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Record<string, string>;
  };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, imports: erasedImports(manifest.imports) }),
  );
  process.env[ERASED] = folder;
  return () => rmSync(folder, { recursive: true });
}

const filesOf = (folders: readonly string[]): string[] =>
  folders
    .filter((folder) => !skipped.includes(folder))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesOf([path]) : [path];
      }),
    );

async function put(path: string, folder: string): Promise<void> {
  const to = join(folder, path).replace(/\.ts$/, '.js');
  mkdirSync(dirname(to), { recursive: true });
  if (/\.ts$|-worker\.mjs$/.test(path)) writeFileSync(to, await erased(join(root, path)));
  else cpSync(join(root, path), to);
}

/** Compiles one file. A file with a syntax error fails where it is imported, so that it does not fail all tests. */
async function erased(file: string): Promise<string> {
  try {
    return withoutLoader(await eraseTypes(readFileSync(file, 'utf8'), file));
  } catch (error) {
    return `throw new SyntaxError(${JSON.stringify((error as Error).message)});\n`;
  }
}

/** Removes tsx from a thread of compiled code, which does not need it (`*-worker.mjs`). */
const withoutLoader = (code: string): string =>
  code.replace(/^import \{ register \} from "tsx\/esm\/api";\n/m, '').replace(/^register\(\);\n/m, '');
