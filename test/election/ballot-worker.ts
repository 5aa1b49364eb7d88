/** Worker thread that derives credentials and makes ballots in place of voters' devices. @module */

import { parentPort, workerData } from 'node:worker_threads';
import { deriveCredential, newCode, type Credential } from '#crypto/credential.ts';
import { decodeElement, encodeElement, prepare, type Element } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, parseBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';

/** Request for a new credential. The voting code stays in the worker; only the public key is returned. */
export interface IssueJob {
  readonly kind: 'issue';
  readonly voter: number;
}

/** Request to make a voter's ballot. With `challenge` another ballot is made before, to be opened. */
export interface VoteJob {
  readonly kind: 'vote';
  readonly voter: number;
  /** Encoding of K. */
  readonly key: Uint8Array;
  readonly style: number;
  readonly unit: number;
  readonly choices: Choices;
  readonly challenge: boolean;
}

export type Job = IssueJob | VoteJob;

/**
 * Result of a job. Issue: 32 bytes of the credential. Vote: the ballot, and `kind || body` of the challenged ballot.
 */
export interface JobResult {
  readonly bytes: Uint8Array;
  readonly challenged?: Uint8Array;
}

const election = parseManifest(workerData as Uint8Array);
const credentials = new Map<number, Credential>();
let electionKey: { bytes: string; element: Element } | undefined;

function issue({ voter }: IssueJob): JobResult {
  const credential = deriveCredential(election.id, newCode());
  credentials.set(voter, credential);
  return { bytes: encodeElement(credential.X) };
}

function vote({ voter, key: keyBytes, style: position, unit, choices, challenge }: VoteJob): JobResult {
  if (electionKey?.bytes !== keyBytes.join()) {
    electionKey = { bytes: keyBytes.join(), element: prepare(decodeElement(keyBytes)) };
  }
  const key = electionKey.element;
  const style = election.styles[position]!;
  const make = (seed: Uint8Array): Uint8Array =>
    makeBallot({ election, key, style, unit, credential: credentials.get(voter)! }, choices, seed);
  if (!challenge) return { bytes: make(randomBytes(32)) };
  const opened = randomBytes(32);
  const challenged = encodeChallenge(election, parseBallot(make(opened), election), opened, choices);
  return { bytes: make(randomBytes(32)), challenged };
}

parentPort!.on('message', (job: Job) => {
  parentPort!.postMessage(job.kind === 'issue' ? issue(job) : vote(job));
});
