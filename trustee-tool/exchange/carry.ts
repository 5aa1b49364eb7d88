/**
 * Transfer between a removable medium and the board, on a machine with a network. It holds no secret, and the trustees
 * verify what it brings.
 * @module
 */

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
import { decodeMessage } from '#crypto/entry/message.ts';
import { foldersOf, mediumBoard } from './exchange.ts';
import { readPlain } from '../shared/plain-file.ts';

export interface CarryResult {
  /** Names of the messages that the board accepted. */
  readonly delivered: readonly string[];
  /** Messages that the board refused, which are moved to `refused`, and those that failed to arrive, which stay. */
  readonly refused: readonly { readonly name: string; readonly problem: TrusteeProblem }[];
  /** Number of entries on the board that is now on the medium. */
  readonly size: number;
}

/** Maximal length of a message, `u32 length || entry || blob`. */
const MAX_MESSAGE = 4 + MAX_ENTRY_LENGTH + MAX_BLOB_LENGTH;

/**
 * Returns whether the message is from a party that may work without a network: signed by a trustee or by the authority,
 * as its kind requires.
 */
function isFromOfflineParty(election: Election, message: Uint8Array): boolean {
  const { authority, trustees } = election;
  try {
    const { entry } = decodeMessage(message);
    const key = verifiedSigner(election, entry);
    return key !== undefined && (key === authority || trustees.some(({ signingKey }) => signingKey === key));
  } catch {
    return false; // not a message
  }
}

/** Delivers the messages on the medium, then updates the board on it. */
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
    // Skip half-written files, links to files of this machine, and messages of anyone but trustees and authority. They
    // must not leave this machine.
    if (!message || !isFromOfflineParty(election, message)) continue;
    try {
      await post(message);
      renameSync(join(outgoing, name), join(done, name));
      delivered.push(name);
    } catch (error) {
      if (!(error instanceof TrusteeProblem)) throw error;
      refused.push({ name, problem: error });
      // The board would refuse the same message again.
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
