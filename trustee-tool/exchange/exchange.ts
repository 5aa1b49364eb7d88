/** How a trustee's program reads the board and hands in its messages: over the network, or by a medium. @module */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concat, equalBytes, u32 } from '#crypto/bytes.ts';
import { replaceFile } from '#hsm/files.ts';
import { folderSource, httpSource, type Source } from '../board/source.ts';
import { TrusteeProblem } from '../problems.ts';

export interface Exchange {
  readonly source: Source;
  /** Hands a message in; it may be handed in again. `name` is the same for the same message. */
  deliver(name: string, message: Uint8Array): Promise<void>;
  /** Whether somebody has to carry what was handed in. */
  readonly carried: boolean;
}

/** What goes to the mailbox: `u32 length || entry || blob` (docs/api.md). */
export const toMessage = (entry: Uint8Array, blob: Uint8Array = new Uint8Array()): Uint8Array =>
  concat(u32(entry.length), entry, blob);

/** The blob of such a message. */
export const blobOf = (message: Uint8Array): Uint8Array =>
  message.subarray(4 + new DataView(message.buffer, message.byteOffset).getUint32(0));

/** `server`: address of the voting process, without a slash at the end. */
export function online(server: string): Exchange {
  return {
    source: httpSource(`${server}/board`),
    deliver: (_, message) => post(server, message),
    carried: false,
  };
}

/** Throws `refused` with the board's reason, or `network`. */
export async function post(server: string, message: Uint8Array): Promise<void> {
  const response = await fetch(`${server}/entries`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(message),
    signal: AbortSignal.timeout(60_000),
  }).catch((error: unknown) => {
    throw new TrusteeProblem('network', (error as Error).message);
  });
  if (response.ok) return;
  const reason = (await response.text()).slice(0, 300);
  // 409 and 422 judge the message; anything else is about the moment (docs/api.md).
  throw new TrusteeProblem([409, 422].includes(response.status) ? 'refused' : 'network', reason);
}

/** Folders of a medium: what comes from the board, and what goes to it. */
export const mediumBoard = (medium: string): string => join(medium, 'board');
export const mediumOutgoing = (medium: string): string => join(medium, 'outgoing');
export const mediumDelivered = (medium: string): string => join(medium, 'delivered');
export const mediumRefused = (medium: string): string => join(medium, 'refused');

/** A medium that somebody carries between this machine and one with a network (carry.ts). */
export function byMedium(medium: string): Exchange {
  if (!existsSync(medium)) throw new TrusteeProblem('medium-missing', medium);
  return {
    source: folderSource(mediumBoard(medium)),
    deliver: async (name, message) => {
      const [outgoing, delivered] = [mediumOutgoing(medium), mediumDelivered(medium)];
      if (isThere(join(delivered, name), message)) return;
      mkdirSync(outgoing, { recursive: true });
      replaceFile(join(outgoing, name), message);
    },
    carried: true,
  };
}

const isThere = (path: string, message: Uint8Array): boolean =>
  existsSync(path) && equalBytes(readFileSync(path), message);
