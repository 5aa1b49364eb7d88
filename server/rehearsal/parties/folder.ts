/** Folder with the files of a demonstration. @module */

import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const BEGUN = 'begun';
const OPEN = 'open';

export class Home {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * Opens the folder. Only its owner can read the files of the election; the database has a folder beside them for its
   * own user. If an earlier start was interrupted before the election opened, nothing is worth keeping: `onReset` is
   * called and the files are deleted.
   */
  static async at(directory: string, onReset: () => void): Promise<Home> {
    const home = new Home(resolve(directory));
    const election = join(home.directory, 'election');
    if ((await home.has(BEGUN)) && !(await home.has(OPEN))) {
      onReset();
      for (const made of [home.database, election]) await rm(made, { recursive: true, force: true });
    }
    await mkdir(election, { recursive: true, mode: 0o700 });
    if (!(await home.has('manifest.json'))) await home.write(BEGUN, '');
    return home;
  }

  /** Records that the election is open, so that every later start continues from there. */
  async noteOpen(): Promise<void> {
    await this.write(OPEN, '');
  }

  get database(): string {
    return join(this.directory, 'postgresql');
  }

  file(name: string): string {
    return join(this.directory, 'election', name);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.file(name), content, { mode: 0o600 });
    return this.file(name);
  }

  has(name: string): Promise<boolean> {
    return stat(this.file(name)).then(
      () => true,
      () => false,
    );
  }
}
