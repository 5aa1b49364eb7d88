/** Run of a rehearsal from the manifest to the result, in the order of a real election. @module */

import { encodeElement } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import type { ContestResult } from '#crypto/tally/result.ts';
import { BoardWriter } from './board-writer.ts';
import { logSigner, witnessCosigner } from './log-keys.ts';
import type { VoteJob } from './ballot-worker.ts';
import type { Vote } from './choices.ts';
import {
  newParties,
  writeManifest,
  type ManifestTemplate,
  type PartyNumbers,
} from '#server/rehearsal/parties/parties.ts';
import type { RehearsalParties } from './custody.ts';
import { outageOverClose } from './outage.ts';
import { Rehearsal, type ListedCredential } from './rehearsal.ts';
import type { TokenKind } from './token-kinds.ts';
import type { TokenTrustees } from './token-trustees.ts';
import { Voters } from './voters.ts';

/** Number of groups in which ballots are written, each between two clock entries. */
const BURSTS = 20;
/** One in this many voters votes again, if voters may. */
const SECOND_VOTE_EVERY = 7;

export interface RunOptions {
  readonly template: ManifestTemplate;
  readonly trustees: PartyNumbers;
  /** Numbers of the trustees who take part in the count. */
  readonly present: readonly number[];
  /** People on the roll, at least as many as vote. */
  readonly roll: number;
  /** Returns the votes of the election. */
  readonly votes: (election: Election) => readonly Vote[];
  /** One in this many voters challenges a ballot before casting. 0: nobody. */
  readonly challengeEvery: number;
  /** Whether the board is out over the close, so that the hours are extended and the last voters come then. */
  readonly outage?: boolean;
  /** Storage of the trustees' keys and shares; by default this program's memory. */
  readonly tokens?: TokenKind | undefined;
  /** Empty or absent directory for the board. */
  readonly directory: string;
  /** Called on progress: phase, steps done, steps in all. */
  readonly progress: (phase: Phase, done: number, total: number) => void;
}

export const phases = ['ceremony', 'credentials', 'ballots', 'tally', 'decryption'] as const;
export type Phase = (typeof phases)[number];

export interface RunResult {
  readonly election: Election;
  readonly votes: readonly Vote[];
  /** Absent if too few trustees took part. */
  readonly result?: readonly ContestResult[];
  readonly entries: number;
}

/** Runs the election and writes its board. Throws on invalid options before anything is written. */
export async function runElection(options: RunOptions): Promise<RunResult> {
  const { trustees } = options;
  const tokens = options.tokens && (await makeTokens(options.tokens, trustees.count));
  try {
    return await runWith(options, newParties(trustees, tokens?.keys));
  } finally {
    await tokens?.end();
  }
}

/** Makes tokens. Imports their code only when needed, because their binding is compiled and may be missing. */
async function makeTokens(kind: TokenKind, count: number): Promise<TokenTrustees> {
  const { tokenTrustees } = await import('./token-trustees.ts');
  return tokenTrustees(kind, count);
}

async function runWith(options: RunOptions, parties: RehearsalParties): Promise<RunResult> {
  const { template, trustees, progress } = options;
  const manifest = writeManifest(template, parties, trustees);
  const election = parseManifest(manifest);
  const votes = options.votes(election);
  const board = await BoardWriter.create(
    options.directory,
    logSigner(election.manifest.board.origin, parties.logSeed),
    parties.witnesses.map(witnessCosigner),
  );
  const rehearsal = await Rehearsal.begin(manifest, parties, board);
  const voters = new Voters(manifest);
  try {
    progress('ceremony', 0, 1);
    await rehearsal.holdCeremony();
    progress('ceremony', 1, 1);
    await issueCredentials(rehearsal, voters, votes, options);
    await rehearsal.open();
    await castBallots(rehearsal, voters, votes, options);
    await rehearsal.close();
    progress('tally', 0, 1);
    await rehearsal.publishTally();
    progress('tally', 1, 1);
    const result = await decrypt(rehearsal, options);
    return { election, votes, entries: board.size, ...(result ? { result } : {}) };
  } finally {
    await voters.end();
  }
}

/** Publishes one credential for everyone on the roll. People who do not vote are spread among the voters. */
async function issueCredentials(
  rehearsal: Rehearsal,
  voters: Voters,
  votes: readonly Vote[],
  { roll, progress }: RunOptions,
): Promise<void> {
  if (roll < votes.length) throw new Error(`${votes.length} votes, but ${roll} people on the roll`);
  const jobs = Array.from({ length: roll }, (_, voter) => ({ kind: 'issue', voter }) as const);
  const listed: ListedCredential[] = [];
  progress('credentials', 0, roll);
  for await (const { bytes } of voters.run(jobs)) {
    const { style, unit } = votes[listed.length % votes.length]!;
    listed.push({ X: bytes, style: style.position, unit });
    progress('credentials', listed.length, roll);
  }
  await rehearsal.listCredentials(listed);
}

async function castBallots(
  rehearsal: Rehearsal,
  voters: Voters,
  votes: readonly Vote[],
  { challengeEvery, outage = false, progress }: RunOptions,
): Promise<void> {
  const key = encodeElement(rehearsal.ceremony.run.key);
  const again = rehearsal.election.manifest.revoting === 'last' ? SECOND_VOTE_EVERY : Infinity;
  const jobs = votes.flatMap(({ style, unit, choices }, voter): VoteJob[] => {
    const challenge = challengeEvery > 0 && voter % challengeEvery === 0;
    const job: VoteJob = { kind: 'vote', voter, key, style: style.position, unit, choices, challenge };
    // If the last ballot counts, some voters change their mind: first they vote like the first voter of their style.
    const other = votes.find((vote) => vote.style === style)!.choices;
    return (voter + 1) % again === 0 ? [{ ...job, choices: other, challenge: false }, job] : [job];
  });
  const { opens, closes } = rehearsal.election;
  const burst = Math.ceil(jobs.length / BURSTS);
  const beforeOutage = outage ? Math.ceil((jobs.length * (BURSTS - 1)) / BURSTS) : Infinity;
  let done = 0;
  progress('ballots', 0, jobs.length);
  for await (const { bytes, challenged } of voters.run(jobs)) {
    if (done === beforeOutage) {
      await rehearsal.mark(30);
      await outageOverClose(rehearsal);
    } else if (done % burst === 0) {
      if (done > 0) await rehearsal.mark(30);
      await rehearsal.markAt(opens + Math.floor(((closes - opens) * (done + 1)) / (jobs.length + 2)));
    }
    if (challenged) await rehearsal.publishChallenge(challenged);
    await rehearsal.cast(bytes);
    progress('ballots', ++done, jobs.length);
  }
  await rehearsal.mark(30);
}

/** Publishes the decryption shares of the present trustees. Publishes the result if there are enough shares. */
async function decrypt(
  rehearsal: Rehearsal,
  { present, trustees, progress }: RunOptions,
): Promise<readonly ContestResult[] | undefined> {
  const needed = rehearsal.hasSums ? present : [];
  for (const [done, trustee] of needed.entries()) {
    progress('decryption', done, present.length);
    await rehearsal.publishShare(trustee);
  }
  progress('decryption', present.length, present.length);
  return present.length < trustees.threshold ? undefined : rehearsal.publishResult();
}
