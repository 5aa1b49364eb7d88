/** One program as one file, and its stylesheet: nothing is loaded later, so that a page's hashes cover all of it. @module */

import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';

const root = dirname(import.meta.dirname);

export interface BuiltFile {
  /** Below the output folder; its name has a hash of its content. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  readonly script: BuiltFile;
  readonly style: BuiltFile | undefined;
  /** Fonts and pictures that the stylesheet names. */
  readonly assets: readonly BuiltFile[];
}

/** `entry` is a module; `name` begins the names of its files. */
export async function bundle(name: string, entry: string): Promise<Bundle> {
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
          input: { [name]: entry },
          output: {
            codeSplitting: false,
            entryFileNames: 'assets/[name]-[hash].js',
            assetFileNames: 'assets/[name]-[hash][extname]',
          },
        },
      },
    }),
  )) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  const files = [output].flat().flatMap((part) => part.output);
  const [script, ...more] = files.filter((file) => file.type === 'chunk');
  if (!script || more.length > 0) throw new Error(`${name}: not one file`);
  const assets = files.flatMap((file) =>
    file.type === 'asset' ? [{ path: file.fileName, bytes: bytesOf(file.source) }] : [],
  );
  return {
    script: { path: script.fileName, bytes: bytesOf(script.code) },
    style: assets.find(({ path }) => path.endsWith('.css')),
    assets: assets.filter(({ path }) => !path.endsWith('.css')),
  };
}

/** The bundler and React's plugin look at the environment, which is no input of ours. */
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

/** SHA-384 in base64: what `integrity` wants after its name. */
export const sha384 = (bytes: Uint8Array): string => createHash('sha384').update(bytes).digest('base64');
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
