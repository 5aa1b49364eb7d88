/**
 * Validation of the closing, and of the entries of the count: decryption shares and the result (spec §8.7, §9.5, §9.6).
 * @module
 */

import { parseClosing, parseResultEntry, parseShareEntry } from '#crypto/record/office.ts';
import { assertClosing, assertResult, assertShare, assertShareDue } from '#crypto/record/rules/count.ts';
import { orInvalid } from '#crypto/record/rules/invalid-entry.ts';
import { countBallots } from './log-store.ts';
import { areSitesDone } from './site-facts.ts';
import type { Validate } from './validation-context.ts';

/** Validates the closing (§8.7). */
export const validateClosing: Validate = async ({ db, state }, { entry }) => {
  const closing = orInvalid('entry-form', () => parseClosing(entry, state.election.authority));
  const counts = await countBallots(db, state.size);
  assertClosing(closing, { state, areSitesDone: await areSitesDone(db, state), ...counts });
};

/** Validates a decryption share: one for each trustee, and only with all its proofs (§9.5). */
export const validateShare: Validate = async ({ state, readBlob }, { entry, blob }) => {
  const { trustee } = orInvalid('entry-form', () => parseShareEntry(entry));
  assertShareDue(state, trustee);
  assertShare(state, await readBlob(state.tally!.hash), trustee, blob!);
};

/** Validates the result, which is computed again from the shares on the board (§9.6). */
export const validateResult: Validate = async ({ state, readBlob }, { entry, blob }) => {
  orInvalid('entry-form', () => parseResultEntry(entry, state.election.authority));
  const shares = new Map<number, Uint8Array>();
  for (const [trustee, share] of state.shares) shares.set(trustee, await readBlob(share.hash));
  assertResult(blob!, state, await readBlob(state.tally!.hash), shares);
};
