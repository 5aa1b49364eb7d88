/** A thread that checks ballots, all that it is sent at once. @module */

import { parentPort, workerData } from 'node:worker_threads';
import { decodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { BallotChecker } from '#crypto/record/ballot-checker.ts';

/** What it needs to know: the manifest's bytes and the election key's encoding. */
export interface CheckSetup {
  readonly manifest: Uint8Array;
  readonly key: Uint8Array;
}

const { manifest, key } = workerData as CheckSetup;
const checker = new BallotChecker(parseManifest(manifest), decodeElement(key));

parentPort!.on('message', (entries: readonly Uint8Array[]) =>
  parentPort!.postMessage(checker.check(entries)),
);
