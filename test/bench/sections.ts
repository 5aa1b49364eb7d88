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
import { BeleniosElection, beleniosVersion } from './belenios.ts';
import { canPin, measured } from './measured.ts';
import { digits, median, print, repeat, type Times } from './measure.ts';

/** Sentence below a table, and the figures in it by name. */
export interface Note {
  readonly text: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Table for docs/performance.md: title, headings, rows. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Ratios and other conclusions from the rows. */
  readonly notes: readonly Note[];
}

const cores = availableParallelism();
const ratio = (a: Times, b: Times): number => Number((median(a) / median(b)).toFixed(1));
/** Returns a sentence without figures. */
const remark = (text: string): Note => ({ text, figures: {} });

const columns = [10, 17];
/** Number of times that all rows are measured in turn, so that a slow minute of the machine affects all rows. */
const CYCLES = 3;

/** Measures encryption and verification of ballots, and the baseline (Belenios). */
export async function ballots(say: (what: string) => void): Promise<Table> {
  const work = (name: string, count: number, rounds: number) => (options: number) =>
    measured({ work: name, options, ballots: count, rounds });
  const inThreads = (options: number): Promise<Times> =>
    measured({ work: 'batch wasm in threads', options, ballots: 8000, rounds: 3, threads: cores });
  const version = beleniosVersion();
  const yardstick = version ? await beleniosElections(say) : undefined;
  const names = {
    batch: 'verify, batch, kernel',
    threads: `verify, batch, kernel, ${cores} cores`,
  };
  const rows: [name: string, (options: number) => Promise<Times>][] = [
    ['encrypt (booth, secret scalars)', work('encrypt', 3, 5)],
    ['verify, one proof at a time, noble', work('one proof at a time', 3, 5)],
    ['verify, batch, noble', work('batch noble', 100, 1)],
    ['verify, one ballot alone, kernel', work('one ballot', 100, 5)],
    [names.batch, work('batch wasm', 2000, 7)],
    [names.threads, inThreads],
    ['of which decoding its elements', work('decode', 200, 5)],
    ['hash and parse', work('hash and parse', 1000, 5)],
    ['aggregate, once checked', work('aggregate', 1000, 5)],
    ...(yardstick
      ? [
          [`verify, belenios-tool ${version!}, 2048-bit group`, yardstick.measure] as [
            string,
            typeof inThreads,
          ],
        ]
      : []),
  ];
  const results = rows.map(() => columns.map((): number[] => []));
  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    for (const [r, [name, measure]] of rows.entries()) {
      say(`${cycle}/${CYCLES} ${name}`);
      for (const [c, options] of columns.entries()) results[r]![c]!.push(...(await measure(options)));
    }
  }
  yardstick?.remove();
  for (const cell of results.flat()) cell.sort((a, b) => a - b);
  const of = (name: string): Times[] => results[rows.findIndex(([own]) => own === name)]!;
  /** Returns ratios of two rows, by column. */
  const ratios = (what: string, unit: string, a: Times[], b: Times[]): Note => {
    const all = columns.map((options, i) => [`${options} options`, ratio(a[i]!, b[i]!)] as const);
    return {
      text: `${what}: ${all.map(([column, own]) => `${own.toFixed(1)} (${column})`).join(', ')} ${unit}.`,
      figures: Object.fromEntries(all.map(([column, own]) => [`${what}, ${unit}, ${column}`, own])),
    };
  };
  const notes = rows.flatMap(([name]) =>
    /^verify, (one|batch, noble|belenios)/.test(name)
      ? [ratios(name, "times the kernel's batch on one core", of(name), of(names.batch))]
      : [],
  );
  notes.push(ratios(`${cores} cores`, 'times as fast as one', of(names.batch), of(names.threads)));
  if (!version)
    notes.push(remark('belenios-tool is not installed (`apt-get install belenios-tool`): not compared.'));
  if (!canPin) notes.push(remark('taskset is missing: single-core figures are not pinned to a core.'));
  return {
    title: `Milliseconds a ballot, on one core unless said otherwise: median (range), ${CYCLES} cycles over all rows`,
    head: ['', ...columns.map((options) => `${options} options`)],
    rows: rows.map(([name], r) => [name, ...results[r]!.map(print)]),
    notes,
  };
}

/** Creates an election of Belenios for each number of options, with ballots in it. */
async function beleniosElections(
  say: (what: string) => void,
): Promise<{ measure: (options: number) => Promise<Times>; remove: () => void }> {
  const [few, more] = [10, 50];
  const directories = columns.map(() => mkdtempSync(join(tmpdir(), 'belenios-')));
  const elections = columns.map((options, i) => new BeleniosElection(directories[i]!, options, few + more));
  say('ballots of belenios-tool');
  // Subtract the cost of reading the rest of an election.
  const base: number[] = [];
  for (const election of elections) {
    await election.vote(few);
    base.push(Math.min(election.verify(), election.verify()));
    await election.vote(more);
  }
  const measure = (options: number): Promise<Times> => {
    const i = columns.indexOf(options);
    return Promise.resolve([1, 2].map(() => (elections[i]!.verify() - base[i]!) / more));
  };
  return {
    measure,
    remove: () => directories.forEach((directory) => rmSync(directory, { recursive: true })),
  };
}

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
