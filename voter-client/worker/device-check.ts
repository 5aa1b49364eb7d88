/**
 * Self-check of the files of a kiosk's page. It detects mistakes, not an attacker: an altered page can report anything
 * (docs/guides/kiosk.md).
 * @module
 */

import { toHex } from '#crypto/bytes.ts';
import { decodeUtf8 } from '#crypto/log/text.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { DeviceCheck } from '../contract/kiosk.ts';
import { must } from '../contract/faults.ts';
import { readFile } from '../api/http.ts';

const MAX_FILE_BYTES = 10_000_000;

/**
 * Compares every file with its hash in hashes.json; returns the paths of the files that differ. `base`: address of the
 * folder that holds the page's files.
 */
export async function checkDevice(base: string): Promise<DeviceCheck> {
  const read = async (path: string): Promise<Uint8Array> =>
    (await readFile(new URL(path, base).href, { limit: MAX_FILE_BYTES })).bytes;
  const list = await read('hashes.json');
  const hashes = must('answer-form', () => JSON.parse(decodeUtf8(list)) as Record<string, string>);
  const altered: string[] = [];
  for (const [path, hash] of Object.entries(hashes))
    if (toHex(sha256(await read(path))) !== hash) altered.push(path);
  return { software: toHex(sha256(list)), altered };
}
