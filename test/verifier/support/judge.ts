/** Short form of the verifier's report for comparisons in tests, and usual elections. @module */
import type { BoardReader } from '../../../verifier/board/reader.ts';
import type { JudgedBatch } from '../../../verifier/election/ballot/judged-batch.ts';
import type { Sentence } from '../../../verifier/findings/sentences/sentence.ts';
import type { Report } from '../../../verifier/verification/report.ts';
import { verify, type VerifyOptions } from '../../../verifier/verification/verify.ts';
import type { TestBoard } from './board.ts';
import { TestElection } from './election.ts';
import type { TestManifest } from './manifest.ts';

export const anna = { name: 'anna', style: 0, unit: 0 };
export const bert = { name: 'bert', style: 0, unit: 0 };
export const carl = { name: 'carl', style: 1, unit: 1 };
export const dora = { name: 'dora', style: 1, unit: 1 };
export const emil = { name: 'emil', style: 1, unit: 2 };

export const a = [1, 0, 0, 0, 0, 0];
export const aAndB = [0, 0, 0, 1, 0, 0];
export const nobody = [0, 0, 0, 0, 0, 1];
export const xAndV = [1, 0, 0, 1, 0, 0];
export const blank = [0, 0, 0, 0, 0, 0];

export interface ShortReport {
  readonly verdict: Report['verdict'];
  /** Check of every finding, in the order of the table. */
  readonly found: string[];
  /** Check and place of every finding, such as `5.8 entry 12`. */
  readonly places: string[];
  readonly notRun: string[];
  readonly report: Report;
}

export async function judge(board: BoardReader, options: VerifyOptions = {}): Promise<ShortReport> {
  const report = await verify(board, options);
  const findings = report.checks.flatMap((check) => check.findings);
  return {
    verdict: report.verdict,
    found: findings.map(({ check }) => check),
    places: findings.map(
      ({ check, place }) =>
        `${check} ${Object.entries(place)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ')}`,
    ),
    notRun: report.checks.filter(({ status }) => status === 'not run').map(({ id }) => id),
    report,
  };
}

export type Fault = readonly [check: string, says: Sentence];

/** Publishes a board that is not finished, and returns check and sentence of every finding. */
export async function faults(board: TestBoard): Promise<Fault[]> {
  const { report } = await judge(board.publish(), { soFar: true });
  return report.checks.flatMap(({ findings }) => findings.map(({ check, says }): Fault => [check, says]));
}

/** Returns a batch with bytes in place of elements, which belong to one arithmetic. */
export const printedBatch = ({ ballots, groups }: JudgedBatch): unknown => ({
  ballots,
  groups: groups.map(({ sums, ...group }) => ({ ...group, sums: sums.elements.map(({ bytes }) => bytes) })),
});

let usual: TestElection | undefined;

/** Makes an election up to the opening, with all lists. */
export function opened(change?: (manifest: TestManifest) => void): TestElection {
  if (!change && usual) return usual.clone();
  const e = new TestElection(change);
  e.ceremony();
  e.lists();
  e.open();
  if (!change) usual = e.clone();
  return e;
}

let usualVotes: TestElection | undefined;

/** Makes an election with four votes. */
export function voted(): TestElection {
  if (!usualVotes) {
    usualVotes = opened();
    usualVotes.cast(anna, [a, xAndV]);
    usualVotes.cast(bert, [nobody, blank]);
    usualVotes.cast(carl, [aAndB]);
    usualVotes.cast(emil, [a]);
  }
  return usualVotes.clone();
}
