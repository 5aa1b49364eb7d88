/** A mirror in a directory. @module */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { tilePath, tilesOf } from '../../board/log/tiles.ts';
import type { MirrorStore } from '../../observe/mirror/store.ts';
import { DirectoryReader } from '../../board/directory-reader.ts';

/** Milliseconds that files of an earlier checkpoint stay for whoever still reads it (spec §8.3). */
const GRACE = 600_000;

export class FolderStore extends DirectoryReader implements MirrorStore {
  readonly directory: string;
  readonly #grace: number;
  /** Beside each other two programs may write to one mirror. */
  readonly #next: string;

  constructor(directory: string, keep = GRACE) {
    super(directory);
    this.directory = directory;
    this.#grace = keep;
    this.#next = join(directory, `.next-${process.pid}`);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.directory, path);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(this.#next, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.#next, target);
  }

  async sweep(size: number): Promise<void> {
    const used = new Set<string>();
    for (const { level, n, count } of tilesOf(size)) {
      used.add(tilePath(level, n, count));
      if (level === 0) used.add(tilePath('entries', n, count));
    }
    for (const path of await filesUnder(this.directory)) {
      const old = /^\.next-\d+$|^tile\/.*\.p\/\d+$/.test(path) && !used.has(path);
      if (old) await this.#removeOld(join(this.directory, path));
    }
  }

  async #removeOld(file: string): Promise<void> {
    const found = await stat(file).catch(() => undefined); // another program may have removed it
    if (found && Date.now() - found.mtimeMs >= this.#grace) await rm(file, { force: true });
  }
}

async function filesUnder(directory: string): Promise<string[]> {
  const all = await readdir(directory, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}
