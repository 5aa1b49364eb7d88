/** Build of the booth's and the check page's files for one election. The same input gives the same bytes. @module */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { HelpLines } from '#crypto/help-lines.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import type { Pins } from '../contract/pins.ts';
import { bundle, sha384, type BuiltFile, type Bundle } from './bundle.ts';
import { Folder, type Files } from './files.ts';
import { pageHeaders, policyOf, type PagePermissions } from './headers.ts';
import { pageOf, wholePageOf } from './page.ts';

const source = (path: string): string => join(import.meta.dirname, '..', path);

export interface BuildOptions {
  /** Bytes of the manifest. */
  readonly manifest: Uint8Array;
  /** Base addresses of the registry and the voting process, without a trailing slash. */
  readonly registry: string;
  readonly voting: string;
  readonly help: HelpLines;
  /** Entry modules that replace the real ones in tests. */
  readonly entries?: { readonly booth?: string; readonly check?: string; readonly worker?: string };
}

export type { Files };

/** Builds all files that are served. `hashes.json` lists the SHA-256 of every other file. */
export async function buildFiles(options: BuildOptions): Promise<Files> {
  const { manifest, registry, voting, help, entries } = options;
  const { title } = parseManifest(manifest).manifest;
  const [worker, booth, check] = [
    await bundle('worker', entries?.worker ?? source('worker/main.ts'), 'iife'),
    await bundle('booth', entries?.booth ?? source('booth/main.tsx')),
    await bundle('check', entries?.check ?? source('check/main.tsx')),
  ];
  const program = { sha384: sha384(worker.script.bytes) };
  const pins: Pins = {
    manifest: new TextDecoder().decode(manifest),
    registry,
    voting,
    help,
    worker: program,
  };
  const permissions = permissionsFor(registry, voting, check);
  const folder = new Folder();
  for (const own of [worker, booth]) folder.addBundle(own);
  const withFile = { ...pins, worker: { ...program, file: worker.script.path } };
  folder.add('index.html', pageOf(title.es, booth, withFile));
  folder.add(
    'check.html',
    wholePageOf(title.es, check, worker.script.bytes, pins, policyOf(permissions.check)),
  );
  return folder.finish({
    'index.html': pageHeaders(permissions.booth),
    'check.html': pageHeaders(permissions.check),
  });
}

/** Returns the compressed size in bytes of the files that a first visit to the booth loads. */
export function firstLoad(files: Files): number {
  const loaded = [...files].filter(([path]) =>
    /^(index\.html|icon\.svg|assets\/(booth|worker)-.*)$/.test(path),
  );
  return loaded.reduce((total, [, bytes]) => total + gzipSync(bytes, { level: 9 }).length, 0);
}

/** Writes the files, and beside each its compressed forms for servers that send them. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    await writeFile(`${file}.br`, brotliCompressSync(bytes));
  }
}

function permissionsFor(registry: string, voting: string, { script, style }: Bundle) {
  const [ballots, people] = [new URL(voting).origin, new URL(registry).origin];
  const hashOf = (file: BuiltFile | undefined): string =>
    file ? `'sha384-${sha384(file.bytes)}'` : "'none'";
  return {
    booth: { scripts: "'self'", styles: "'self'", connect: [ballots, people] },
    check: { scripts: hashOf(script), styles: hashOf(style), connect: [ballots] },
  } as const satisfies Record<string, PagePermissions>;
}
