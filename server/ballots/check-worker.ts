/** A thread that checks ballots and challenges, all that it is sent at once. @module */

import { parentPort, workerData } from 'node:worker_threads';
import { concat } from '#crypto/bytes.ts';
import { decodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import type { BallotFault } from '#crypto/record/ballot.ts';
import { BallotChecker } from '#crypto/record/ballot-checker.ts';
import { opensCorrectly, parseChallenge } from '#crypto/record/challenge.ts';
import { SIGNATURE_LENGTH } from '#crypto/record/entry.ts';
import { Kind } from '#crypto/record/kinds.ts';

/** What it needs to know: the manifest's bytes and the election key's encoding. */
export interface CheckSetup {
  readonly manifest: Uint8Array;
  readonly key: Uint8Array;
}

/** What is wrong with a ballot or a challenge, or undefined. */
export type CheckResult = BallotFault | 'form' | 'opening' | undefined;

const setup = workerData as CheckSetup;
const election = parseManifest(setup.manifest);
const key = decodeElement(setup.key);
const checker = new BallotChecker(election, key);

/** Ballots as they are cast, challenges as they come: `kind || body`, not signed yet. */
parentPort!.on('message', (entries: readonly Uint8Array[]) => {
  const isChallenge = (entry: Uint8Array): boolean => entry[0] === Kind.challenged;
  const faults = checker.check(entries.filter((entry) => !isChallenge(entry))).values();
  const results = entries.map((entry): CheckResult =>
    isChallenge(entry) ? challengeFault(entry) : faults.next().value,
  );
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
