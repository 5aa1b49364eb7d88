/** Worker thread that makes cheap ballots (cheap-ballots.ts) for voters in the order of their credentials. @module */
import { parentPort, workerData } from 'node:worker_threads';
import { concat } from '#crypto/bytes.ts';
import { decodeElement } from '#crypto/group.ts';
import { parseManifest } from '#crypto/manifest/election.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import { CheapBallots, type CheapCredential } from './cheap-ballots.ts';

export interface Setup {
  readonly manifest: Uint8Array;
  /** Encoding of K. */
  readonly key: Uint8Array;
}

/** Request to make credentials for new voters, or ballots for the next voters, in the order of their credentials. */
export type Job =
  | { readonly kind: 'issue'; readonly count: number }
  | { readonly kind: 'vote'; readonly votes: readonly CompactVote[] };

export interface CompactVote {
  /** Position of the style. */
  readonly style: number;
  readonly unit: number;
  readonly choices: Choices;
}

const { manifest, key } = workerData as Setup;
const election = parseManifest(manifest);
const ballots = new CheapBallots(election, decodeElement(key));
const credentials: CheapCredential[] = [];
let voted = 0;

/** Returns the credentials in one byte string, or the ballots one by one. */
function answer(job: Job): Uint8Array[] {
  if (job.kind === 'issue') {
    const issued = Array.from({ length: job.count }, () => ballots.credential());
    credentials.push(...issued);
    return [concat(...issued.map(({ X }) => X))];
  }
  return job.votes.map(({ style, unit, choices }) => {
    const credential = credentials[voted]!;
    voted += 1;
    return ballots.ballot({ style: election.styles[style]!, unit, choices, credential });
  });
}

parentPort!.on('message', (job: Job) => parentPort!.postMessage(answer(job)));
