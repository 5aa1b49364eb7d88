/** Exchange with the board, over the network or by a medium: reading its files and delivering messages. @module */

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes } from '#crypto/bytes.ts';
import { replaceFile } from '#hsm/files.ts';
import { folderSource, httpSource, readLimited, TRANSFER_TIMEOUT_MS, type Source } from '../board/source.ts';
import { TrusteeProblem } from '../shared/problems.ts';
import { assertFolder, readPlain } from '../shared/plain-file.ts';

export interface Exchange {
  readonly source: Source;
  /** Delivers a message; may be repeated. `name` is the same for the same message. */
  deliver(name: string, message: Uint8Array): Promise<void>;
  /** Whether a person has to carry the delivered messages to the board. */
  readonly carried: boolean;
}

/** Returns the exchange over the network. `server`: address of the voting process, without a slash at the end. */
export function online(server: string): Exchange {
  return {
    source: httpSource(`${server}/board`),
    deliver: (_, message) => post(server, message),
    carried: false,
  };
}

/** Posts a message. Throws `refused` with the board's reason, or `network`. */
export async function post(server: string, message: Uint8Array): Promise<void> {
  const { status, reason } = await answerOf(server, message).catch((error: unknown) => {
    throw new TrusteeProblem('network', (error as Error).message);
  });
  if (status === 200) return;
  // 409 and 422 are about the message; every other status is temporary (docs/api.md).
  throw new TrusteeProblem([409, 422].includes(status) ? 'refused' : 'network', `${status} ${reason}`);
}

async function answerOf(
  server: string,
  message: Uint8Array,
): Promise<{ readonly status: number; readonly reason: string }> {
  const response = await fetch(`${server}/entries`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(message),
    signal: AbortSignal.timeout(TRANSFER_TIMEOUT_MS),
  });
  const answer = await readLimited(response, 10_000);
  return { status: response.status, reason: answer ? Buffer.from(answer).toString() : '' };
}

/** Returns the folder of the board on a medium. */
export const mediumBoard = (medium: string): string => join(medium, 'board');

/** Returns the exchange by a removable medium, which a person carries to a machine with a network (carry.ts). */
export function byMedium(medium: string): Exchange {
  if (!existsSync(medium)) throw new TrusteeProblem('medium-missing', medium);
  return {
    source: folderSource(mediumBoard(medium)),
    deliver: async (name, message) => {
      const [outgoing, delivered, refused] = foldersOf(medium);
      if (isThere(join(refused, name), message)) throw new TrusteeProblem('refused', name);
      if (isThere(join(delivered, name), message) || isThere(join(outgoing, name), message)) return;
      mkdirSync(outgoing, { recursive: true });
      replaceFile(join(outgoing, name), message);
    },
    carried: true,
  };
}

/** Returns the folders of outgoing, delivered and refused messages, which may not exist yet. */
export function foldersOf(medium: string): readonly [outgoing: string, delivered: string, refused: string] {
  const folders = ['outgoing', 'delivered', 'refused'].map((name) => join(medium, name));
  for (const folder of [mediumBoard(medium), ...folders]) assertFolder(folder);
  return folders as [string, string, string];
}

function isThere(path: string, message: Uint8Array): boolean {
  const there = readPlain(path, message.length);
  return there !== undefined && equalBytes(there, message);
}
