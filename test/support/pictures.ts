/** Saving of pictures of screens: all in dist/screens, and the few that the guides show also in docs. @module */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Names of the pictures that the guides show. */
export const SHOWN: readonly string[] = [
  '06-who-es-320',
  '07-contest-es-320',
  '08-review-es-320',
  '11-end-es-320',
  '07-contest-en-320',
  'kiosk-attract-es-1280',
  'desk-may-vote-es-1280',
  'desk-closing-es-1280',
  'observer-verified-es-1280',
  'observer-not-verified-en-1280',
];
export const GUIDE_PICTURES = 'docs/guides/pictures';

/** Saves a picture. `name`: file name with language and width, without extension. */
export async function savePicture(name: string, png: Uint8Array): Promise<void> {
  const folders = ['dist/screens', ...(SHOWN.includes(name) ? [GUIDE_PICTURES] : [])];
  for (const folder of folders) {
    await mkdir(join(root, folder), { recursive: true });
    await writeFile(join(root, folder, `${name}.png`), png);
  }
}
