/** Entries of the count: decryption shares and the result (spec §9.5, §9.6). @module */

import { equalBytes } from '#crypto/bytes.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { parseShareEntry } from '#crypto/record/office.ts';
import { encodeResult, openTally } from '#crypto/tally/result.ts';
import { openShare, type DecryptionShare } from '#crypto/tally/share.ts';
import { parseTally } from '#crypto/tally/tally.ts';
import { parsed, Refusal, refuseUnless, type Judging, type Official } from './judging.ts';

/** A share is taken once of each trustee, and only with all its proofs. */
export async function judgeShare(judging: Judging, { entry, blob }: Official): Promise<void> {
  const { state } = judging;
  const { trustee } = parsed(() => parseShareEntry(entry));
  const run = state.ceremony!.run;
  const own = run.trustees.find(({ number }) => number === trustee);
  refuseUnless(own !== undefined, 'no trustee of this number has a share');
  if (!checkEntrySignature(own!.signingKey, state.election.id, entry)) throw new Refusal('entry-signature');
  refuseUnless(!state.shares.has(trustee), 'this trustee’s share is on the board');
  const tally = await judging.readBlob(state.tally!.hash);
  try {
    openShare(state.election, tally, trustee, run.verificationKey(trustee), blob!);
  } catch (error) {
    throw new Refusal('entry-refused', (error as Error).message);
  }
}

/** The result is computed again from the shares on the board. */
export async function judgeResult(judging: Judging, { blob }: Official): Promise<void> {
  const { election, ceremony, shares, tally } = judging.state;
  const tallyBlob = await judging.readBlob(tally!.hash);
  const opened = new Map<number, DecryptionShare>();
  for (const [trustee, share] of shares) {
    const X = ceremony!.run.verificationKey(trustee);
    opened.set(trustee, openShare(election, tallyBlob, trustee, X, await judging.readBlob(share.hash)));
  }
  try {
    const result = encodeResult(openTally(election, parseTally(tallyBlob, election), opened));
    refuseUnless(equalBytes(result, blob!), 'it is not what the shares open');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('entry-refused', (error as Error).message);
  }
}
