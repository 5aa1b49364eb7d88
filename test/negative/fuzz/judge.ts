/**
 * Oracle of the fuzzer: the verifier must reject a mutant, or report exactly the result of the original board. It
 * must also agree with the second judge (./second.ts) about which entries are void. Otherwise it has a fault.
 * @module
 */

import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { WasmArithmetic } from '../../../verifier/crypto/arithmetic/wasm.ts';
import type { CheckId } from '../../../verifier/findings/checks.ts';
import type { CheckReport, Finding } from '../../../verifier/findings/findings.ts';
import { sentences } from '../../../verifier/findings/sentences.ts';
import type { Report } from '../../../verifier/verification/report.ts';
import { verify } from '../../../verifier/verification/verify.ts';
import { parseBundle, tilePath } from '#crypto/log/tile.ts';
import { memoryBoard } from '../../support/memory-board.ts';
import type { BoardFiles } from '../board-files.ts';
import { readAgain } from './second.ts';

/** Function that verifies a board. A test passes a faulty one. */
export type Verify = (files: BoardFiles) => Promise<Report>;

const arithmetic = new WasmArithmetic();
export const realVerify: Verify = (files) => verify(memoryBoard(files), { arithmetic });

export interface Judged {
  readonly verdict: Report['verdict'] | 'none';
  /** Ids of the checks that have findings. */
  readonly checks: readonly CheckId[];
  /** Descriptions of faults of the verifier. */
  readonly faults: readonly string[];
}

/** Returns the results of all contests and the number of voters as text, for comparison. */
export const resultOf = ({ outcome }: Report): string => JSON.stringify([outcome?.contests, outcome?.voters]);

export interface JudgeOptions {
  /** Result of the board from which the mutant was made. */
  readonly original: string;
  readonly verify: Verify;
  /** Whether to compare with the second judge, which doubles the time. */
  readonly twice: boolean;
}

export async function judge(
  files: BoardFiles,
  { original, verify: check, twice }: JudgeOptions,
): Promise<Judged> {
  let report: Report;
  try {
    report = await check(files);
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { verdict: 'none', checks: [], faults: [`the verifier threw: ${said}`] };
  }
  const faults = twice ? await disagreements(report, files) : [];
  if (report.verdict !== 'not verified' && resultOf(report) !== original)
    faults.unshift(`${report.verdict} with another result: ${resultOf(report)}`);
  return { verdict: report.verdict, checks: found(report).map(({ id }) => id), faults };
}

const found = ({ checks }: Report): CheckReport[] => checks.filter(({ findings }) => findings.length > 0);
const findingsOf = (report: Report, ...ids: readonly CheckId[]): Finding[] =>
  found(report)
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ findings }) => findings);

/** Checks whose findings do not make an entry void. */
const notVoid: readonly CheckId[] = ['7.2', '7.3'];
/** Checks of stage-changing entries that the second judge makes too. */
const framing: readonly CheckId[] = ['2.1', '3.5', '4.4', '4.5', '7.4', '7.6'];
/** Checks of entries with blobs: the second judge checks signature and presence of the blob, not its content. */
const framingOfBlobs: readonly CheckId[] = ['8.1', '10.1'];

async function disagreements(report: Report, files: BoardFiles): Promise<string[]> {
  const { size } = report;
  if (size === undefined || findingsOf(report, '1.3').length > 0) return [];
  const hash = report.outcome?.election.manifestHash;
  const bytes = hash === undefined ? undefined : files.get(`blob/${hash}`);
  if (!bytes) return [];
  let election: Election;
  try {
    election = parseManifest(bytes);
  } catch (error) {
    return [`the verifier accepts the manifest, crypto does not: ${(error as Error).message}`];
  }
  const second = await readAgain(election, files, size);
  const entries = parseBundle(files.get(tilePath('entries', 0, size))!, size);
  const judgesShares = report.checks.find(({ id }) => id === '9.1')!.reason === undefined;
  const isJudged = (index: number): boolean =>
    index < (second.stopped ?? size) && (judgesShares || entries[index]![0] !== Kind.decryptionShare);
  const [own, theirs] = [voidsOf(report), second.voids].map((voids) =>
    [...new Set(voids)]
      .filter(isJudged)
      .toSorted((a, b) => a - b)
      .join(),
  );
  const faults: string[] = [];
  if (own !== theirs) faults.push(`void entries: ${own} for the verifier, ${theirs} for crypto`);
  if (!framesAgree(report, second.stopped))
    faults.push(`crypto stops at entry ${second.stopped}, the verifier sees it otherwise`);
  const fits = findingsOf(report, '8.1', '8.2', '8.3').length === 0;
  if (second.tallyFits !== undefined && second.tallyFits !== fits)
    faults.push(`the tally fits: ${fits} for the verifier, ${second.tallyFits} for crypto`);
  return faults;
}

/** Findings of 7.1 about the place of an entry, which may be valid. */
const noMark = [sentences.firstIsNoMark(), sentences.lastIsNoMark()].map((own) => JSON.stringify(own));

function voidsOf(report: Report): number[] {
  return found(report)
    .filter(({ id, kind }) => kind === 'I' && !notVoid.includes(id))
    .flatMap(({ findings }) => findings)
    .filter(({ says }) => !noMark.includes(JSON.stringify(says)))
    .flatMap(({ place }) => place.entry ?? []);
}

function framesAgree(report: Report, stopped: number | undefined): boolean {
  const at = (finding: Finding): boolean => finding.place.entry === stopped;
  const before = ({ place }: Finding): boolean =>
    place.entry !== undefined && (stopped === undefined || place.entry < stopped);
  if (findingsOf(report, ...framing).some(before)) return false;
  const first: readonly CheckId[] = stopped === 1 ? ['7.1'] : [];
  return stopped === undefined || findingsOf(report, ...framing, ...framingOfBlobs, ...first).some(at);
}
