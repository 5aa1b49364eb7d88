/** Sections of the benchmark, one table each. @module */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { G, multiplyPublic, randomScalar, scalarOf } from '#crypto/group.ts';
import { logarithmTable } from '#crypto/tally/discrete-log.ts';
import { openTally } from '#crypto/tally/result.ts';
import { makeShare, openShare } from '#crypto/tally/share.ts';
import { encodeTally, parseTally } from '#crypto/tally/tally.ts';
import { encrypt } from '#crypto/elgamal.ts';
import { loadExample, exampleVotes } from '../election/examples.ts';
import { seededNumbers } from '../election/seeded.ts';
import { generate } from '../scale/generate.ts';
import { measureVerifier } from '../scale/verify.ts';
import { heldCeremony, testElection } from '../support/elections.ts';
import { measured } from './measured.ts';
import { digits, print, repeat } from './measure.ts';
import type { Note, Table } from './table.ts';

const cores = availableParallelism();

/** Measures how long it takes to find one invalid ballot, in comparison with valid ballots only. */
export async function oneBadBallot(say: (what: string) => void): Promise<Table> {
  const rows: string[][] = [];
  for (const [name, work] of [
    ['kernel', 'one bad wasm'],
    ['noble', 'one bad noble'],
  ] as const) {
    say(`one bad ballot among 10,000, ${name}`);
    const [clean, spoiled] = await measured({
      work,
      options: 2,
      ballots: 10_000,
      rounds: work === 'one bad wasm' ? 5 : 1,
    });
    rows.push([name, digits(clean! * 10), digits(spoiled! * 10), (spoiled! / clean!).toFixed(2)]);
  }
  return {
    title: 'One bad ballot among 10,000 of two options, found and named: seconds on one core',
    head: ['', 'all good', 'one bad', 'ratio'],
    rows,
    notes: [],
  };
}

/** Measures the work of trustees in an election in which a million people voted. */
export async function trustees(say: (what: string) => void): Promise<Table> {
  const voters = 1_000_000;
  const rows: string[][] = [];
  const row = async (name: string, rounds: number, work: () => unknown): Promise<void> => {
    say(name);
    rows.push([name, print(await repeat(rounds, 1, work))]);
  };
  const numbers = { count: 5, threshold: 3 };
  const base = testElection(loadExample('presidency-2024').template, numbers);
  await row('key ceremony, 5 trustees of whom 3 decrypt, all their work', 3, () => heldCeremony(base));
  const { election, ceremony, shares } = await heldCeremony(base);
  const contest = election.contests[0]!;
  const perOption = Math.floor(voters / contest.options.length);
  const sums = contest.options.map(() => encrypt(ceremony.run.key, perOption, randomScalar()));
  const tally = election.contests.map(() => [{ parts: [0], ballots: voters, sums }]);
  const blob = encodeTally(tally);
  const share = (trustee: number): Uint8Array => makeShare(election, blob, trustee, shares.get(trustee)!);
  await row('a decryption share of one cell of 17 sums, with its proofs', 5, () => share(1));
  const made = [1, 2, 3].map((trustee) => [trustee, share(trustee)] as const);
  const open = (trustee: number, own: Uint8Array) =>
    openShare(election, blob, trustee, ceremony.run.verificationKey(trustee), own);
  await row('checking it', 5, () => open(...made[0]!));
  const opened = new Map(made.map(([trustee, own]) => [trustee, open(trustee, own)]));
  await row('combining three shares, and the 17 logarithms', 5, () =>
    openTally(election, parseTally(blob, election), opened),
  );
  await row(`table for logarithms up to ${voters}`, 5, () => logarithmTable(voters));
  const logarithm = logarithmTable(voters);
  const worst = multiplyPublic(G, scalarOf(voters));
  await row('one logarithm, the largest', 5, () => {
    if (logarithm(worst) !== voters) throw new Error('a wrong logarithm');
  });
  return { title: `Milliseconds for ${voters} ballots: median (range)`, head: ['', ''], rows, notes: [] };
}

/** Boards for `memory`: folder, number of ballots, and number of ballots between two clock entries. */
const boardsOfMemory = [
  ['10000', 10_000, 6400],
  ['100000', 100_000, 6400],
  ['quiet-10000', 10_000, 1],
] as const;

/** Measures the whole verifier as a process, and its peak memory. */
export async function memory(say: (what: string) => void, boards?: string): Promise<Table> {
  const root = boards ?? mkdtempSync(join(tmpdir(), 'sivei-bench-'));
  const rows: string[][] = [];
  const peaks: number[] = [];
  try {
    for (const [name, size, burst] of boardsOfMemory) {
      const directory = join(root, name);
      if (!boards) {
        say(`a board of ${name} ballots`);
        mkdirSync(directory);
        await generateBoard(directory, size, burst);
      }
      say(`verifying ${name} ballots`);
      const run = await measureVerifier(directory, []);
      if (run.exitCode !== 0) throw new Error(`${directory}: exit code ${run.exitCode}`);
      peaks.push(run.megabytes);
      rows.push([
        burst === 1 ? `${size}, each alone between two clock marks` : String(size),
        run.seconds.toFixed(1),
        ((1000 * run.seconds) / size).toFixed(2),
        run.megabytes.toFixed(0),
      ]);
      if (!boards) rmSync(directory, { recursive: true });
    }
  } finally {
    if (!boards) rmSync(root, { recursive: true, force: true });
  }
  return {
    title: `The verifier as a process, 17 options and 32 units, ${cores} cores`,
    head: ['ballots', 'seconds', 'ms a ballot', 'peak memory, MB'],
    rows,
    notes: [memoryNote(peaks[1]! / peaks[0]!)],
  };
}

const memoryNote = (times: number): Note => ({
  text: `Memory at 100,000 ballots is ${times.toFixed(2)} times that at 10,000.`,
  figures: { 'memory at 100,000 ballots, times that at 10,000': Number(times.toFixed(2)) },
});

function generateBoard(directory: string, size: number, burst: number): Promise<void> {
  const example = loadExample('presidency-2024');
  return generate({
    template: example.template,
    votes: (election) => exampleVotes(example, election, size, seededNumbers('bench')),
    threads: cores,
    directory,
    burst,
    progress: () => undefined,
  });
}
