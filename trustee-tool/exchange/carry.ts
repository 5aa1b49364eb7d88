/** The machine with a network, for those without: it holds no secret, and nothing that it brings is believed. @module */

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Election } from '#crypto/manifest/election.ts';
import { checkpointPolicy } from '#crypto/manifest/checkpoint-policy.ts';
import { openCheckpoint } from '#crypto/log/checkpoint.ts';
import { Mirror } from '../board/mirror.ts';
import type { Source } from '../board/source.ts';
import { orProblem } from '../problems.ts';
import { mediumBoard, mediumDelivered, mediumOutgoing } from './exchange.ts';

export interface Carried {
  /** Names of the messages that the board took. */
  readonly delivered: readonly string[];
  /** Names and reasons of those that it refused; they stay where they are. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
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
  mkdirSync(done, { recursive: true });
  const delivered: string[] = [];
  const refused: { name: string; why: string }[] = [];
  for (const name of existsSync(outgoing) ? readdirSync(outgoing).toSorted() : []) {
    if (name.endsWith('.new')) continue; // half written
    try {
      await post(new Uint8Array(readFileSync(join(outgoing, name))));
      renameSync(join(outgoing, name), join(done, name));
      delivered.push(name);
    } catch (error) {
      refused.push({ name, why: (error as Error).message });
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
