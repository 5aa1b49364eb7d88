/** The pages of a site's desk, as static files: the clerks' and the display on the wall. @module */

import { parseManifest } from '#crypto/manifest/election.ts';
import { deskPinsOf } from '../desk/pins.ts';
import { screenTexts } from '../desk/texts/screens.ts';
import type { Files } from './build.ts';
import { bundle, sha256Hex } from './bundle.ts';
import { assetHeaders, otherHeaders, pageHeaders, type HeaderTable } from './headers.ts';
import { ICON, icon, pageOf } from './page.ts';

export interface DeskBuildOptions {
  /** Bytes of the manifest. */
  readonly manifest: Uint8Array;
  /** The site's code in the manifest. */
  readonly site: string;
}

const source = (path: string): string => new URL(`../desk/${path}`, import.meta.url).pathname;

/** Below `desk/`, which the desk's process serves; the pages ask the process itself and no other origin. */
export async function buildDesk({ manifest, site }: DeskBuildOptions): Promise<Files> {
  const pins = deskPinsOf(parseManifest(manifest).manifest, site);
  const files = new Map<string, Uint8Array>();
  const add = (path: string, content: string | Uint8Array): void =>
    void files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const pages: Record<string, HeaderTable['assets']> = {};
  const headers = pageHeaders({ scripts: "'self'", styles: "'self'", connect: [] });
  for (const [page, name, entry] of [
    ['index.html', 'desk', 'main.tsx'],
    ['queue.html', 'wall', 'wall-main.tsx'],
  ] as const) {
    const built = await bundle(name, source(entry));
    for (const file of [built.script, ...(built.style ? [built.style] : [])]) add(file.path, file.bytes);
    add(
      page,
      pageOf(pins.title.es, built, pins, (language) => screenTexts['desk.need'][language]),
    );
    pages[page] = headers;
  }
  add(ICON, icon);
  add('headers.json', json({ pages, assets: assetHeaders, others: otherHeaders } satisfies HeaderTable));
  const paths = [...files.keys()].toSorted();
  add('hashes.json', json(Object.fromEntries(paths.map((path) => [path, sha256Hex(files.get(path)!)]))));
  return files;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
