/** Build of the page for a site's kiosks, as static files. The same input gives the same bytes. @module */

import { join } from 'node:path';
import { parseManifest } from '#crypto/manifest/election.ts';
import type { Pins } from '../contract/pins.ts';
import { bundle, sha384 } from './bundle.ts';
import { Folder, type Files } from './files.ts';
import { pageHeaders } from './headers.ts';
import { pageOf } from './page.ts';

export interface KioskBuildOptions {
  /** Bytes of the manifest. */
  readonly manifest: Uint8Array;
  /** Code of the site in the manifest. */
  readonly site: string;
  /** Base addresses without a trailing slash. */
  readonly voting: string;
  readonly desk: string;
  /** Public key for which kiosks encrypt ballots (`GET <voting>/envelopes/key`): 65 bytes, in hexadecimal. */
  readonly envelopeKey: string;
  /** Number of minutes for which a card is accepted. */
  readonly cardMinutes: number;
  /** Entry modules that replace the real ones in tests. */
  readonly entries?: { readonly kiosk?: string; readonly worker?: string };
}

const source = (path: string): string => join(import.meta.dirname, '..', path);

/** Builds the files that the desk's process serves at `kiosk/`. */
export async function buildKiosk(options: KioskBuildOptions): Promise<Files> {
  const { manifest, voting, desk, envelopeKey, cardMinutes, entries } = options;
  const { title, sites } = parseManifest(manifest).manifest;
  const site = sites.findIndex(({ code }) => code === options.site);
  if (site < 0) throw new Error(`the manifest has no site "${options.site}"`);
  const worker = await bundle('worker', entries?.worker ?? source('worker/kiosk-main.ts'), 'iife');
  const kiosk = await bundle('kiosk', entries?.kiosk ?? source('kiosk/main.tsx'));
  const pins: Pins = {
    manifest: new TextDecoder().decode(manifest),
    registry: '', // no voter logs in at a kiosk
    voting,
    kiosk: { site, envelopeKey, desk, cardMinutes },
    worker: { sha384: sha384(worker.script.bytes), file: worker.script.path },
  };
  const folder = new Folder();
  for (const program of [worker, kiosk]) folder.addBundle(program);
  folder.add('index.html', pageOf(title.es, kiosk, pins));
  const connect = [...new Set([new URL(voting).origin, new URL(desk).origin])];
  return folder.finish({ 'index.html': pageHeaders({ scripts: "'self'", styles: "'self'", connect }) });
}
