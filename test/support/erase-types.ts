/**
 * Compiles the whole tree to JavaScript once before all tests, for the processes that they start: tsx would otherwise
 * do it in each process, which is most of the cost of a short one.
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
import { transformWithOxc } from 'vite';
import { ERASED } from './program.ts';

const root = join(import.meta.dirname, '../..');
const parts = ['crypto', 'hsm', 'server', 'trustee-tool', 'verifier', 'test'];
/** Folders compiled to WebAssembly, or read by no process. */
const skipped = ['crypto/arithmetic/assembly', 'test/negative/records', 'test/vectors'];

/** Runs before all tests; returns the clean-up that runs after them. */
export default async function erase(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sivei-programs-'));
  await Promise.all(filesOf(parts).map((path) => put(path, folder)));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: object };
  const imports = Object.keys(manifest.imports).map((name) => [`${name}.ts`, `./${name.slice(1)}.js`]);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, imports: Object.fromEntries(imports) }),
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
    const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file, { sourcemap: false });
    return renamed(code);
  } catch (error) {
    return `throw new SyntaxError(${JSON.stringify((error as Error).message)});\n`;
  }
}

/** Renames file endings in imports and `new URL`; a thread of compiled code needs no tsx (`*-worker.mjs`). */
const renamed = (code: string): string =>
  code
    .replaceAll(/(["'])(\.{1,2}\/[^"'\n]+)\.ts\1/g, '$1$2.js$1')
    .replace(/^import \{ register \} from "tsx\/esm\/api";\n/m, '')
    .replace(/^register\(\);\n/m, '');
