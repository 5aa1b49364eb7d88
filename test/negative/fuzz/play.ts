/** Generator of small elections with seeded randomness: the same seeds give the same bytes. @module */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '#crypto/credential.ts';
import { encodeElement, G, multiply, randomScalar, type Element, type Scalar } from '#crypto/group.ts';
import { parseBundle, tilePath } from '#crypto/log/tile.ts';
import type { Election, Style } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, parseBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { encodeChallenge } from '#crypto/ballot/challenge.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { causes, encodeRevocation } from '#crypto/record/office.ts';
import { writeManifest, type Parties } from '#server/rehearsal/parties/parties.ts';
import { BoardWriter } from '../../election/board-writer.ts';
import { logSigner } from '../../election/log-keys.ts';
import { Rehearsal } from '../../election/rehearsal.ts';
import { Chance } from '../../server/fuzz/random.ts';
import { threeTrustees } from '../../support/elections.ts';
import { seedRandomness } from '../../support/seed-randomness.ts';
import { readBoard } from '../board-files.ts';
import type { SmallElection } from './boards.ts';
import type { Draft } from './draft.ts';
import { timeOf } from './log.ts';

/** Seeds of an election: for the set-up (credentials and key ceremony) and for the votes. */
export interface Seeds {
  readonly setUp: string;
  readonly votes: number;
}

export interface Played {
  readonly election: Election;
  /** Election key, K. */
  readonly key: Element;
  readonly credentials: readonly Credential[];
  /** Shares of the secret key, by trustee. */
  readonly shares: ReadonlyMap<number, Scalar>;
  readonly draft: Draft;
}

interface Voter {
  readonly credential: Credential;
  readonly style: Style;
  readonly unit: number;
}

/** Number of credentials at the end of the list that have no counted ballot. */
const ABSTAINERS = 2;
const MAX_GAP = 120;

/** Makes a whole election in the order of the log, with the fewest clock entries that the rules allow. */
export async function play(small: SmallElection, parties: Parties, seeds: Seeds): Promise<Played> {
  const directory = await mkdtemp(join(tmpdir(), 'sivei-fuzz-'));
  try {
    // The log written here is not used. LogMaker makes it again from the entries, with signatures of witnesses.
    const writer = await BoardWriter.create(
      directory,
      logSigner(small.template.board.origin, parties.logSeed),
      [],
    );
    seedRandomness(seeds.setUp);
    const manifest = writeManifest(small.template, parties, threeTrustees);
    const e = await Rehearsal.begin(manifest, parties, writer);
    const voters = listed(e.election, small.voters + ABSTAINERS);
    await e.holdCeremony();
    await e.listCredentials(
      voters.map(({ credential, style, unit }) => ({
        X: encodeElement(credential.X),
        style: style.position,
        unit,
      })),
    );
    await e.open();
    seedRandomness(`${seeds.setUp}/${seeds.votes}`);
    await vote(e, voters, small, new Chance(seeds.votes));
    await e.close();
    await e.publishTally();
    await e.publishShare(1);
    await e.publishShare(3);
    await e.publishResult();
    const files = await readBoard(directory);
    const entries = parseBundle(files.get(tilePath('entries', 0, writer.size))!, writer.size);
    const blobs = [...files].flatMap(([path, bytes]): [string, Uint8Array][] =>
      path.startsWith('blob/') ? [[path.slice('blob/'.length), bytes]] : [],
    );
    return {
      election: e.election,
      key: e.ceremony.run.key,
      credentials: voters.map(({ credential }) => credential),
      shares: e.shares,
      draft: { entries: fewMarks(entries), blobs: new Map(blobs), edits: [] },
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Makes voters with new credentials, assigned in turn to each style and unit. */
function listed({ styles }: Election, count: number): Voter[] {
  const places = styles.flatMap((style) => style.units.map((unit) => ({ style, unit })));
  return Array.from({ length: count }, (_, i) => {
    const x = randomScalar();
    return { credential: { x, X: multiply(G, x) }, ...places[i % places.length]! };
  });
}

async function vote(
  e: Rehearsal,
  voters: readonly Voter[],
  { incidents }: SmallElection,
  chance: Chance,
): Promise<void> {
  const { election, parties } = e;
  const { key } = e.ceremony.run;
  const ballotOf = ({ style, ...voter }: Voter, choices: Choices, seed = randomBytes(32)): Uint8Array =>
    makeBallot({ election, key, style, ...voter }, choices, seed);
  const draw = ({ style }: Voter): Choices => style.contests.map((own) => choose(election, own, chance));
  const [curious, revoked] = voters.slice(-ABSTAINERS) as [Voter, Voter];
  for (const voter of voters.slice(0, -ABSTAINERS)) await e.cast(ballotOf(voter, draw(voter)));
  if (incidents) {
    const { credential } = revoked;
    await e.post(parties.registrar, encodeRevocation({ credential: credential.X, cause: causes.lost }));
    const [seed, choices] = [randomBytes(32), draw(curious)];
    const ballot = parseBallot(ballotOf(curious, choices, seed), election);
    await e.publishChallenge(encodeChallenge(election, ballot, seed, choices));
    if (election.manifest.revoting === 'last') await e.cast(ballotOf(voters[0]!, draw(voters[0]!)));
  }
  await e.mark(30);
}

/** Returns random valid choices in the contest: a special option, or some options of each group. */
function choose(
  { manifest }: Election,
  { position, options }: Style['contests'][number],
  chance: Chance,
): number[] {
  const { groups, specials } = manifest.contests[position]!;
  const choice = options.map(() => 0);
  if (specials.length > 0 && chance.is(0.2)) {
    choice[options.length - 1] = 1;
    return choice;
  }
  let at = 0;
  for (const { min, max, options: own } of groups) {
    const first = chance.below(own.length);
    const chosen = min + chance.below(max - min + 1);
    for (let i = 0; i < chosen; i += 1) choice[at + ((first + i) % own.length)] = 1;
    at += own.length;
  }
  return choice;
}

/** Removes clock entries that the rules do not need, because each costs three signatures to verify. */
function fewMarks(entries: readonly Uint8Array[]): Uint8Array[] {
  const marks = entries.flatMap((entry, index) =>
    entry[0] === Kind.clock ? [{ index, time: timeOf(entry) }] : [],
  );
  const dropped = new Set<number>();
  let kept = marks[0]!;
  for (const [i, mark] of marks.entries()) {
    const next = marks[i + 1];
    if (i > 0 && next && next.time - kept.time <= MAX_GAP) dropped.add(mark.index);
    else kept = mark;
  }
  return entries.filter((_, index) => !dropped.has(index));
}
