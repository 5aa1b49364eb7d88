/** Section of the benchmark about ballots: encryption and verification, and the baseline (Belenios). @module */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BeleniosElection, beleniosVersion } from './belenios.ts';
import { benchElection } from './election.ts';
import { canPin, measured } from './measured.ts';
import { median, print, type Times } from './measure.ts';
import type { Note, Table } from './table.ts';

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
  const inThreads =
    (threads: number) =>
    (options: number): Promise<Times> =>
      measured({ work: 'batch wasm in threads', options, ballots: 8000, rounds: 3, threads });
  const version = beleniosVersion();
  const yardstick = version ? await beleniosElections(say) : undefined;
  const names = {
    batch: 'verify, batch, kernel',
    threads: `verify, batch, kernel, ${cores} cores`,
    manyThreads: `verify, batch, kernel, ${2 * cores} threads on ${cores} cores`,
    belenios: `verify, belenios-tool ${version ?? ''}, 2048-bit group`,
  };
  const rows: [name: string, (options: number) => Promise<Times>][] = [
    ['encrypt (booth, secret scalars)', work('encrypt', 3, 5)],
    ['of which masks, while the voter reads', work('masks', 3, 5)],
    ['of which sealing, after the choice', work('seal', 3, 5)],
    ['verify, one proof at a time, noble', work('one proof at a time', 3, 5)],
    ['verify, batch, noble', work('batch noble', 100, 1)],
    ['verify, one ballot alone, kernel', work('one ballot', 100, 5)],
    [names.batch, work('batch wasm', 2000, 7)],
    [names.threads, inThreads(cores)],
    [names.manyThreads, inThreads(2 * cores)],
    ['of which decoding its elements', work('decode', 200, 5)],
    ['hash and parse', work('hash and parse', 1000, 5)],
    ['aggregate, once checked', work('aggregate', 1000, 5)],
  ];
  if (yardstick) rows.push([names.belenios, yardstick.measure]);
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
  notes.push(
    ratios(`${2 * cores} threads`, `times as fast as ${cores}`, of(names.threads), of(names.manyThreads)),
  );
  const bytes = columns.map((options) => benchElection(options).ballots(1)[0]!.length);
  notes.push(remark(`A ballot has ${bytes.map((n, i) => `${n} bytes (${columns[i]} options)`).join(', ')}.`));
  if (!version)
    notes.push(remark('belenios-tool is not installed (`apt-get install belenios-tool`): not compared.'));
  if (!canPin) notes.push(remark('taskset is missing: single-core figures are not pinned to a core.'));
  return {
    title: `Milliseconds a ballot, on one core unless said otherwise: median (range), ${CYCLES} cycles over all rows`,
    head: ['', ...columns.map((options) => `${options} options`)],
    rows: rows.map(([name], r) => [name, ...results[r]!.map(print)]),
    notes,
    summary: {
      ...Object.fromEntries(columns.map((options, i) => [`bytes${options}`, bytes[i]!])),
      ...(yardstick &&
        Object.fromEntries(
          columns.map((options, i) => [
            `verify${options}`,
            { belenios: ratio(of(names.belenios)[i]!, of(names.batch)[i]!) },
          ]),
        )),
      [`cores${cores}`]: Math.min(
        ...columns.map((_, i) => ratio(of(names.batch)[i]!, of(names.threads)[i]!)),
      ),
    },
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
