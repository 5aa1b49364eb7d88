/**
 * Command `carry`, on a machine with a network: delivers the messages of a medium and updates the board on it.
 * @module
 */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseManifest } from '#crypto/manifest/election.ts';
import { MAX_MANIFEST_BYTES } from '#crypto/manifest/json.ts';
import { replaceFile } from '#hsm/files.ts';
import { manifestOnBoard } from '../board/manifest.ts';
import { httpSource } from '../board/source.ts';
import { carry } from '../exchange/carry.ts';
import { post } from '../exchange/exchange.ts';
import { readPlain } from '../shared/plain-file.ts';
import { orProblem, printable, TrusteeProblem } from '../shared/problems.ts';
import { catalogue } from '../shared/words.ts';
import { addressOf, type Common } from './options.ts';
import { messageFrom } from './qr.ts';

export interface CarryOptions extends Common {
  readonly server: string;
  readonly medium: string;
  readonly message?: string;
}

export async function carryMedium({ server, medium: folder, message, lang }: CarryOptions): Promise<void> {
  const [address, medium] = [addressOf(server), resolve(folder)];
  if (!existsSync(medium)) throw new TrusteeProblem('medium-missing', medium);
  const words = catalogue[lang];
  if (message !== undefined) await post(address, messageFrom(message));
  const source = httpSource(`${address}/board`);
  // A manifest that is on the medium is not replaced: each trustee compares it with the printed act.
  const kept = join(medium, 'manifest.json');
  const brought = readPlain(kept, MAX_MANIFEST_BYTES);
  const election = brought
    ? orProblem('manifest-form', () => parseManifest(brought))
    : await manifestOnBoard(source);
  if (!brought) replaceFile(kept, election.bytes);
  const carried = await carry(medium, election, source, (bytes) => post(address, bytes));
  console.log(words.carried(carried.delivered.length, carried.size));
  for (const { name, problem } of carried.refused)
    console.log(`${words.carriedRefused} ${printable(name)}: ${problem.says[lang]}`);
  if (carried.refused.length > 0) process.exitCode = 1;
}
