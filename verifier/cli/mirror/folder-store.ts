/** Storage of a mirror in a directory. @module */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { tilePath, tilesOf } from '../../board/log/tiles.ts';
import type { MirrorStore } from '../../observe/mirror/store.ts';
import { DirectoryReader } from '../../board/directory-reader.ts';

/** Time for which partial files of an earlier checkpoint stay, for readers that still use it (spec §8.3). */
const PARTIAL_FILE_RETENTION_MS = 600_000;

export class FolderStore extends DirectoryReader implements MirrorStore {
  readonly directory: string;
  readonly #retentionMs: number;
  /** Temporary file, named after the process id, because two programs may write to one mirror. */
  readonly #temporary: string;

  constructor(directory: string, keep = PARTIAL_FILE_RETENTION_MS) {
    super(directory);
    this.directory = directory;
    this.#retentionMs = keep;
    this.#temporary = join(directory, `.next-${process.pid}`);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = join(this.directory, path);
    await mkdir(dirname(target), { recursive: true });
    const file = await open(this.#temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.#temporary, target);
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
    if (found && Date.now() - found.mtimeMs >= this.#retentionMs) await rm(file, { force: true });
  }
}

async function filesUnder(directory: string): Promise<string[]> {
  const all = await readdir(directory, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
}
