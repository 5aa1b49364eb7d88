/** Generator of boards of large elections. Their ballots are made in parallel by cheap-ballots.ts. @module */
import { encodeElement } from '#crypto/group.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { BoardWriter } from '../election/board-writer.ts';
import type { Vote } from '../election/choices.ts';
import { logSigner, witnessCosigner } from '../election/log-keys.ts';
import { newParties, writeManifest, type ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { Rehearsal } from '../election/rehearsal.ts';
import { ManyVoters } from './many-voters.ts';

/** Default number of ballots between two clock entries, as at the busiest time. */
const BURST = 6400;
const TRUSTEES = { count: 5, threshold: 3 };

export interface GenerateOptions {
  readonly template: ManifestTemplate;
  readonly votes: (election: Election) => readonly Vote[];
  readonly threads: number;
  readonly directory: string;
  /** Number of ballots between two clock entries. It is 1 at a quiet hour, when ballots arrive singly. */
  readonly burst?: number;
  /** Called with the number of ballots written so far. */
  readonly progress: (done: number) => void;
}

/** Generates a whole election, from the key ceremony to the result. Everyone on the roll votes once. */
export async function generate(options: GenerateOptions): Promise<void> {
  const { template, threads, directory, burst = BURST, progress } = options;
  const parties = newParties(TRUSTEES);
  const manifest = writeManifest(template, parties, TRUSTEES);
  const election = parseManifest(manifest);
  const votes = options.votes(election);
  const board = await BoardWriter.create(
    directory,
    logSigner(election.manifest.board.origin, parties.logSeed),
    parties.witnesses.map(witnessCosigner),
  );
  const rehearsal = await Rehearsal.begin(manifest, parties, board);
  await rehearsal.holdCeremony();
  const voters = new ManyVoters({ manifest, key: encodeElement(rehearsal.ceremony.run.key) }, threads);
  try {
    await rehearsal.listCredentials(
      (await voters.issue(votes.length)).map((X, i) => {
        const { style, unit } = votes[i]!;
        return { X, style: style.position, unit };
      }),
    );
    await rehearsal.open();
    let done = 0;
    for await (const ballot of voters.ballots(votes)) {
      if (done % burst === 0) await rehearsal.mark(20);
      await rehearsal.cast(ballot);
      done += 1;
      if (done % burst === 0) await rehearsal.mark(); // as the board does around each batch (spec §8.6)
      progress(done);
    }
    await rehearsal.mark();
  } finally {
    await voters.end();
  }
  await rehearsal.close();
  await rehearsal.publishTally();
  for (const trustee of [1, 2, 3]) await rehearsal.publishShare(trustee);
  await rehearsal.publishResult();
}
