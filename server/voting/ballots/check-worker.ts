/** Worker thread that checks ballots, challenges and card tickets, in batches. @module */

import { parentPort, workerData } from 'node:worker_threads';
import { concat } from '#crypto/bytes.ts';
import { checkCardTicket, type CardTicket } from '#crypto/record/card-ticket.ts';
import { decodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import type { BallotFault } from '#crypto/ballot/ballot.ts';
import { BallotChecker } from '#crypto/ballot/checker.ts';
import { opensCorrectly, parseChallenge } from '#crypto/ballot/challenge.ts';
import { SIGNATURE_LENGTH } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';

/** Start data of the worker thread: manifest bytes and encoded election key. */
export interface CheckSetup {
  readonly manifest: Uint8Array;
  readonly key: Uint8Array;
}

/**
 * Object of a check: a ballot as cast, a challenge as received (`kind || body`, not signed yet), or a card's ticket for
 * credential X.
 */
export type Checked = Uint8Array | (CardTicket & { readonly X: Uint8Array });

/** Reason for the rejection, or undefined if the check passed. */
export type CheckResult = BallotFault | 'form' | 'opening' | 'proof' | undefined;

const setup = workerData as CheckSetup;
const election = parseManifest(setup.manifest);
const key = decodeElement(setup.key);
const checker = new BallotChecker(election, key);

parentPort!.on('message', (all: readonly Checked[]) => {
  const isBallot = (one: Checked): one is Uint8Array =>
    one instanceof Uint8Array && one[0] !== Kind.challenged;
  const faults = checker.check(all.filter(isBallot)).values();
  const results = all.map((one): CheckResult => {
    if (isBallot(one)) return faults.next().value;
    if (one instanceof Uint8Array) return challengeFault(one);
    return checkCardTicket(election.id, one.X, one) ? undefined : 'proof';
  });
  parentPort!.postMessage(results);
});

function challengeFault(unsigned: Uint8Array): CheckResult {
  try {
    const challenged = parseChallenge(concat(unsigned, new Uint8Array(SIGNATURE_LENGTH)), election);
    return opensCorrectly(election, key, challenged) ? undefined : 'opening';
  } catch {
    return 'form';
  }
}
