/** Command `act`: checks an act and prints it in either language. @module */

import { existsSync, readFileSync } from 'node:fs';
import { parseManifest } from '#crypto/manifest/election.ts';
import { replaceFile } from '#hsm/files.ts';
import { openAct } from '../certificates/act.ts';
import { printAct } from '../certificates/pdf.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { catalogue, type Language } from '../shared/words.ts';

/** Writes the PDF beside the act. Throws `act-form` if it is not an act of this election, signed by its trustee. */
export async function act(file: string, manifest: Uint8Array, lang: Language): Promise<void> {
  for (const needed of [file, `${file}.sig`])
    if (!existsSync(needed)) throw new TrusteeProblem('file-missing', needed);
  const election = orProblem('manifest-form', () => parseManifest(manifest));
  const [bytes, signature] = [readFileSync(file), readFileSync(`${file}.sig`)];
  const opened = openAct(election, bytes, signature);
  const pdf = file.replace(/(\.json)?$/, '.pdf');
  replaceFile(pdf, await printAct(opened, bytes, signature, lang));
  console.log(`${catalogue[lang].actHolds}\n${pdf}`);
}
