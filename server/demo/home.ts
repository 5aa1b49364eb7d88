/** Where a demonstration's files are. @module */

import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export class Home {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Its files are for the owner alone; the database's folder beside them is for the database's user. */
  static async at(directory: string): Promise<Home> {
    const home = new Home(resolve(directory));
    await mkdir(home.directory, { recursive: true });
    await mkdir(join(home.directory, 'election'), { recursive: true, mode: 0o700 });
    return home;
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
