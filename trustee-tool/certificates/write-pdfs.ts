/** Printing of acts that have no PDF yet. @module */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '#crypto/manifest/election.ts';
import { replaceFile } from '#hsm/files.ts';
import type { Language } from '../shared/words.ts';
import { openAct } from './act.ts';
import { printAct } from './pdf.ts';

/** Writes `<act>.pdf` beside every act of the folder that lacks it; returns the paths. */
export async function writeActPdfs(directory: string, election: Election, lang: Language): Promise<string[]> {
  const written: string[] = [];
  for (const name of readdirSync(directory).toSorted()) {
    const path = join(directory, name.replace(/\.json$/, '.pdf'));
    if (!name.endsWith('.json') || existsSync(path)) continue;
    const [bytes, signature] = [name, `${name}.sig`].map((file) => readFileSync(join(directory, file)));
    replaceFile(path, await printAct(openAct(election, bytes!, signature!), bytes!, signature!, lang));
    written.push(path);
  }
  return written;
}
