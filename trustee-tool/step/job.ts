/** What a step's process is told, and what it answers: both public. @module */

import { fromHex, toHex } from '#crypto/bytes.ts';
import { decodeElement, encodeElement } from '#crypto/group.ts';
import type { FaultKind } from '#hsm/errors.ts';
import type { TokenLocation } from '#hsm/open.ts';
import type { SharePlace } from '../custody.ts';

/** All bytes in hexadecimal. */
export interface Job {
  readonly token: TokenLocation;
  /** The name of the key that sealed the share. */
  readonly sealingKey: string;
  readonly manifest: string;
  readonly run: number;
  readonly trustee: number;
  readonly X: string;
  readonly sealed: string;
  readonly work:
    | { readonly kind: 'share-check'; readonly K: string }
    | { readonly kind: 'decrypt'; readonly tally: string };
}

export type Answer = { readonly bytes: string } | { readonly fault: FaultKind; readonly detail?: string };

export const bytesFrom = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const elementFrom = (hex: string): ReturnType<typeof decodeElement> => decodeElement(fromHex(hex, 32));

export const placeOf = ({ run, trustee, X }: Job, electionId: Uint8Array): SharePlace => ({
  electionId,
  run,
  trustee,
  X: elementFrom(X),
});

/** The fields of a job that say where the share belongs. */
export const placed = ({ run, trustee, X }: SharePlace): Pick<Job, 'run' | 'trustee' | 'X'> => ({
  run,
  trustee,
  X: toHex(encodeElement(X)),
});
