/**
 * Bundling of a program into one script and at most one stylesheet. Nothing else is loaded later, so the hashes in a
 * page cover all code.
 * @module
 */

import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';

const root = dirname(import.meta.dirname);

export interface BuiltFile {
  /** Path below the output folder. The file's name contains a hash of its content. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  readonly script: BuiltFile;
  readonly style: BuiltFile | undefined;
}

/**
 * Bundles the module `entry` into files whose names start with `name`. Workers are built as `iife`, because a page opened
 * from a file cannot start module workers.
 */
export async function bundle(name: string, entry: string, format: 'es' | 'iife' = 'es'): Promise<Bundle> {
  const output = (await inProduction(() =>
    build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      base: './',
      plugins: [react()],
      build: {
        write: false,
        target: 'es2022',
        assetsInlineLimit: 0,
        modulePreload: false,
        reportCompressedSize: false,
        rolldownOptions: {
          // A classic worker has no `import.meta`. Packages that use it check first whether it is defined.
          ...(format === 'iife' && { transform: { define: { 'import.meta': '{}' } } }),
          input: { [name]: entry },
          output: {
            codeSplitting: false,
            format,
            entryFileNames: 'assets/[name]-[hash].js',
            assetFileNames: 'assets/[name]-[hash][extname]',
          },
        },
      },
    }),
  )) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const files = [output].flat().flatMap((part) => part.output);
  const built = files.map((file): BuiltFile => {
    const content = file.type === 'chunk' ? file.code : file.source;
    return { path: file.fileName, bytes: bytesOf(content) };
  });
  const [scripts, styles] = ['.js', '.css'].map((end) => built.filter(({ path }) => path.endsWith(end)));
  if (scripts!.length !== 1 || scripts!.length + styles!.length !== built.length || styles!.length > 1)
    throw new Error(`${name}: not one script and at most one sheet`);
  return { script: scripts![0]!, style: styles![0] };
}

/**
 * Runs `work` with NODE_ENV set to production. The bundler and the React plugin read it, and the output must not depend
 * on it.
 */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** Returns SHA-384 in base64, as the `integrity` attribute needs it after the name. */
export const sha384 = (bytes: Uint8Array): string => createHash('sha384').update(bytes).digest('base64');
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
