/** Writes the board of a large election, its ballots made in parallel by cheap-ballots.ts. @module */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { encodeElement } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { ballotHints } from '#crypto/record/ballot-hints.ts';
import { BoardWriter } from '../election/board-writer.ts';
import type { Vote } from '../election/choices.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import { newParties, writeManifest, type ManifestTemplate } from '#server/demo/parties.ts';
import { Rehearsal } from '../election/rehearsal.ts';
import type { Job, Setup } from './ballot-worker.ts';

/** Voters that a thread serves at a time. */
const CHUNK = 100;
/** Ballots between two clock marks. */
const BURST = 6400;
const TRUSTEES = { count: 5, threshold: 3 };

export interface GenerateOptions {
  readonly template: ManifestTemplate;
  readonly votes: (election: Election) => readonly Vote[];
  readonly threads: number;
  readonly directory: string;
  /** Ballots written so far. */
  readonly progress: (done: number) => void;
}

/** The whole election, from the key ceremony to the result: everyone on the roll votes once. */
export async function generate(options: GenerateOptions): Promise<void> {
  const { template, threads, directory, progress } = options;
  const parties = newParties(TRUSTEES);
  const manifest = writeManifest(template, parties, TRUSTEES);
  const election = parseManifest(manifest);
  const votes = options.votes(election);
  const board = await BoardWriter.create(
    directory,
    logSigner(election.manifest.board.origin, parties.logSeed),
    parties.witnesses.map(witnessCosigner),
    ballotHints(election),
  );
  const rehearsal = await Rehearsal.begin(manifest, parties, board);
  await rehearsal.holdCeremony();
  const setup: Setup = { manifest, key: encodeElement(rehearsal.ceremony.run.key) };
  const url = new URL('./ballot-worker.mjs', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(url, { workerData: setup }));
  try {
    await rehearsal.listCredentials(
      (await issue(workers, votes.length)).map((X, i) => {
        const { style, unit } = votes[i]!;
        return { X, style: style.position, unit };
      }),
    );
    await rehearsal.open();
    let done = 0;
    for await (const ballot of ballotsOf(workers, votes)) {
      if (done % BURST === 0) await rehearsal.mark(60);
      await rehearsal.cast(ballot);
      done += 1;
      progress(done);
    }
    await rehearsal.mark(60);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  await rehearsal.close();
  await rehearsal.publishTally();
  for (const trustee of [1, 2, 3]) await rehearsal.publishShare(trustee);
  await rehearsal.publishResult();
}

/** Voters i, i + 1, … of a chunk belong to thread (i / CHUNK) mod threads. */
function* chunksOf(
  workers: readonly Worker[],
  voters: number,
): Generator<[Worker, from: number, to: number]> {
  for (let from = 0; from < voters; from += CHUNK) {
    yield [workers[(from / CHUNK) % workers.length]!, from, Math.min(from + CHUNK, voters)];
  }
}

async function issue(workers: readonly Worker[], voters: number): Promise<Uint8Array[]> {
  const credentials: Uint8Array[] = [];
  for (const [worker, from, to] of chunksOf(workers, voters)) {
    const [all] = await ask(worker, { kind: 'issue', count: to - from });
    for (let at = 0; at < all!.length; at += 32) credentials.push(all!.slice(at, at + 32));
  }
  return credentials;
}

/** In the voters' order; every thread has one chunk under way. */
async function* ballotsOf(workers: readonly Worker[], votes: readonly Vote[]): AsyncGenerator<Uint8Array> {
  const underWay: Promise<Uint8Array[]>[] = [];
  for (const [worker, from, to] of chunksOf(workers, votes.length)) {
    if (underWay.length === workers.length) yield* await underWay.shift()!;
    const own = votes.slice(from, to).map(({ style, ...rest }) => ({ ...rest, style: style.position }));
    underWay.push(ask(worker, { kind: 'vote', votes: own }));
  }
  for (const chunk of underWay) yield* await chunk;
}

async function ask(worker: Worker, job: Job): Promise<Uint8Array[]> {
  worker.postMessage(job);
  const [answer] = (await once(worker, 'message')) as [Uint8Array[]];
  return answer;
}
