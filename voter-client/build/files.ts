/** Folder of files to serve, with the headers and the hash of each. @module */

import { sha256Hex, type Bundle } from './bundle.ts';
import { assetHeaders, otherHeaders, type HeaderTable } from './headers.ts';
import { ICON, icon } from './page.ts';

/** Contents of files by their path below the output folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

export class Folder {
  readonly #files = new Map<string, Uint8Array>();

  add(path: string, content: string | Uint8Array): void {
    this.#files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  /** Adds the script and the stylesheet of a program. */
  addBundle({ script, style }: Bundle): void {
    for (const { path, bytes } of [script, ...(style ? [style] : [])]) this.add(path, bytes);
  }

  /**
   * Adds the icon, headers.json and hashes.json, which lists the SHA-256 of every other file; returns all files.
   * `pages`: headers by page name.
   */
  finish(pages: HeaderTable['pages']): Files {
    this.add(ICON, icon);
    this.add(
      'headers.json',
      json({ pages, assets: assetHeaders, others: otherHeaders } satisfies HeaderTable),
    );
    const paths = [...this.#files.keys()].toSorted();
    const hashes = paths.map((path) => [path, sha256Hex(this.#files.get(path)!)] as const);
    this.add('hashes.json', json(Object.fromEntries(hashes)));
    return this.#files;
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
