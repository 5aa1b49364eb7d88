/** Build of the pages of a site's desk, as static files: the clerks' page and the display on the wall. @module */

import { join } from 'node:path';
import { parseManifest } from '#crypto/manifest/election.ts';
import { deskPinsOf } from '../desk/pins.ts';
import { screenTexts } from '../desk/texts/screens.ts';
import { bundle } from './bundle.ts';
import { Folder, type Files } from './files.ts';
import { pageHeaders, type HeaderTable } from './headers.ts';
import { pageOf, sentence } from './page.ts';

export interface DeskBuildOptions {
  /** Bytes of the manifest. */
  readonly manifest: Uint8Array;
  /** Code of the site in the manifest. */
  readonly site: string;
}

const source = (path: string): string => join(import.meta.dirname, '../desk', path);

/**
 * Builds the files that the desk's process serves at `desk/`. The pages connect to that process and to no other origin.
 */
export async function buildDesk({ manifest, site }: DeskBuildOptions): Promise<Files> {
  const pins = deskPinsOf(parseManifest(manifest).manifest, site);
  const folder = new Folder();
  const pages: Record<string, HeaderTable['assets']> = {};
  const headers = pageHeaders({ scripts: "'self'", styles: "'self'", connect: [] });
  for (const [page, name, entry] of [
    ['index.html', 'desk', 'main.tsx'],
    ['queue.html', 'wall', 'wall-main.tsx'],
  ] as const) {
    const built = await bundle(name, source(entry));
    folder.addBundle(built);
    folder.add(
      page,
      pageOf(pins.title.es, built, pins, (language) => sentence(screenTexts['desk.need'][language])),
    );
    pages[page] = headers;
  }
  return folder.finish(pages);
}
