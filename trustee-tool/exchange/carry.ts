/** The machine with a network, for those without: it holds no secret, and nothing that it brings is believed. @module */

import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '#crypto/manifest/election.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { MAX_BLOB_LENGTH, MAX_ENTRY_LENGTH } from '#crypto/entry/entry.ts';
import { verifiedSigner } from '#crypto/record/rules/entry-rules.ts';
import { MAX_CHECKPOINT } from '../board/bundles.ts';
import { Mirror } from '../board/mirror.ts';
import type { Source } from '../board/source.ts';
import { orProblem, TrusteeProblem } from '../shared/problems.ts';
import { foldersOf, decodeMessage, mediumBoard } from './exchange.ts';
import { readPlain } from '../shared/plain-file.ts';

export interface CarryResult {
  /** Names of the messages that the board took. */
  readonly delivered: readonly string[];
  /** Those that it refused, which are put aside, and those that did not get there, which stay. */
  readonly refused: readonly { readonly name: string; readonly problem: TrusteeProblem }[];
  /** Entries on the board that is now on the medium. */
  readonly size: number;
}

/** `u32 length || entry || blob`. */
const MAX_MESSAGE = 4 + MAX_ENTRY_LENGTH + MAX_BLOB_LENGTH;

/** Whether it is a message of those who may work without a network: signed by a trustee or by the authority, as its kind asks. */
function isFromOfflineParty(election: Election, message: Uint8Array): boolean {
  const { authorityKey, trustees } = election;
  try {
    const { entry } = decodeMessage(message);
    const key = verifiedSigner(election, entry);
    return (
      key !== undefined && (key === authorityKey || trustees.some(({ signingKey }) => signingKey === key))
    );
  } catch {
    return false; // no message at all
  }
}

/** Hands in what is on the medium, then brings the board on it up to date. */
export async function carry(
  medium: string,
  election: Election,
  source: Source,
  post: (message: Uint8Array) => Promise<void>,
): Promise<CarryResult> {
  const [outgoing, done, aside] = foldersOf(medium);
  for (const folder of [done, aside]) mkdirSync(folder, { recursive: true });
  const delivered: string[] = [];
  const refused: { name: string; problem: TrusteeProblem }[] = [];
  for (const name of existsSync(outgoing) ? readdirSync(outgoing).toSorted() : []) {
    const message = name.endsWith('.new') ? undefined : readPlain(join(outgoing, name), MAX_MESSAGE);
    // Half written; or no file, a link to something of this machine, no message of trustee or authority: it does not leave here.
    if (!message || !isFromOfflineParty(election, message)) continue;
    try {
      await post(message);
      renameSync(join(outgoing, name), join(done, name));
      delivered.push(name);
    } catch (error) {
      if (!(error instanceof TrusteeProblem)) throw error;
      refused.push({ name, problem: error });
      // What the board has judged it judges alike tomorrow.
      if (error.code === 'refused') renameSync(join(outgoing, name), join(aside, name));
    }
  }
  const mirror = new Mirror(mediumBoard(medium));
  const policy = checkpointPolicy(election);
  const last = readPlain(join(mirror.directory, 'checkpoint'), MAX_CHECKPOINT);
  const seen = last && orProblem('board-signature', () => openCheckpoint(last, policy));
  const { checkpoint } = await mirror.refresh(source, { policy, seen });
  return { delivered, refused, size: checkpoint.size };
}
