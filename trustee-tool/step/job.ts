/** What a step's process is told, and what it answers: all of it public or sealed. @module */

import { toHex } from '#crypto/bytes.ts';
import type { FaultKind } from '#hsm/errors.ts';
import type { TokenLocation } from '#hsm/open.ts';
import type { ActDraft } from '../certificates/act.ts';

/** All bytes in hexadecimal. */
export interface Job {
  readonly token: TokenLocation;
  /** The signing key's name in the token; that of the sealing key ends in `-seal`. */
  readonly key: string;
  readonly work: Enrol | RunWork;
}

/** Makes the keys that are not there, and an encryption key. */
export interface Enrol {
  readonly kind: 'enrol';
  readonly rehearsal: boolean;
  readonly name: string;
}

/** Where the ceremony stands, for the process to judge it by itself. */
export interface RunPlace {
  readonly manifest: string;
  readonly trustee: number;
  /** POSIX seconds of the first clock mark. */
  readonly startedAt: number;
  /** Its valid messages, each with its clock. */
  readonly ceremony: readonly { readonly clock: number; readonly entry: string }[];
}

export type RunWork = RunPlace & {
  /** What is signed beside the message (spec §5.9); the process adds the hash of the message. */
  readonly act?: ActDraft;
} &
  /** Without a seed one is drawn, and given sealed. */
  (
    | { readonly kind: 'commit'; readonly seed?: string }
    | { readonly kind: 'reveal' | 'deal'; readonly seed: string }
    | { readonly kind: 'answer'; readonly seed: string }
    | { readonly kind: 'certify'; readonly seed: string; readonly encryption: string }
    | { readonly kind: 'share-check'; readonly share: string }
    | { readonly kind: 'seal' }
    | { readonly kind: 'decrypt'; readonly share: string; readonly tally: string }
  );

/** What the work made, by name. */
export type Made = Readonly<Record<string, Uint8Array>>;

export type Answer =
  | { readonly made: Readonly<Record<string, string>> }
  | { readonly fault: FaultKind; readonly detail?: string };

export const bytesFrom = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const toMade = (made: Readonly<Record<string, string>>): Made =>
  Object.fromEntries(Object.entries(made).map(([name, hex]) => [name, bytesFrom(hex)]));

export const fromMade = (made: Made): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, toHex(bytes)]));
