/** The machine with a network, for those without: it holds no secret, and nothing that it brings is believed. @module */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '#crypto/manifest/election.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { Mirror } from '../board/mirror.ts';
import type { Source } from '../board/source.ts';
import { orProblem, TrusteeProblem } from '../problems.ts';
import { mediumBoard, mediumDelivered, mediumOutgoing, mediumRefused } from './exchange.ts';

export interface Carried {
  /** Names of the messages that the board took. */
  readonly delivered: readonly string[];
  /** Those that it refused, which are put aside, and those that did not get there, which stay. */
  readonly refused: readonly { readonly name: string; readonly problem: TrusteeProblem }[];
  /** Entries on the board that is now on the medium. */
  readonly size: number;
}

/** Hands in what is on the medium, then brings the board on it up to date. */
export async function carry(
  medium: string,
  election: Election,
  source: Source,
  post: (message: Uint8Array) => Promise<void>,
): Promise<Carried> {
  const [outgoing, done] = [mediumOutgoing(medium), mediumDelivered(medium)];
  const aside = mediumRefused(medium);
  for (const folder of [done, aside]) mkdirSync(folder, { recursive: true });
  const delivered: string[] = [];
  const refused: { name: string; problem: TrusteeProblem }[] = [];
  for (const name of existsSync(outgoing) ? readdirSync(outgoing).toSorted() : []) {
    if (name.endsWith('.new')) continue; // half written
    try {
      await post(new Uint8Array(readFileSync(join(outgoing, name))));
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
  const last = join(mirror.directory, 'checkpoint');
  const seen = existsSync(last)
    ? orProblem('board-signature', () => openCheckpoint(readFileSync(last), policy))
    : undefined;
  const { checkpoint } = await mirror.refresh(source, { policy, seen });
  return { delivered, refused, size: checkpoint.size };
}
