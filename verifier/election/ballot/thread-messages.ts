/** Messages to and from a thread that judges ballots. @module */
import type { ArithmeticName } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { makeArithmetic } from '../../crypto/arithmetic/make.ts';
import { concat } from '../../crypto/bytes.ts';
import type { Entry } from '../entry.ts';
import { electionOf } from '../election.ts';
import { decodeElement } from '../../crypto/group.ts';
import type { Manifest } from '../manifest/form.ts';
import { type BallotContext, judgeBallots } from './judge.ts';
import { type BallotGroup, sumBallots } from './ballot-groups.ts';
import type { JudgedBallot, JudgedBatch } from './judged-batch.ts';

/** Data that a thread needs before its first job. */
export interface ThreadSetup {
  readonly manifest: Manifest;
  /** Hash of the manifest, E. */
  readonly id: Uint8Array;
  readonly K: Uint8Array;
  readonly arithmetic: ArithmeticName;
}

/** Batch of entries to judge, or of judged ballots to sum. */
export interface JudgeJob {
  readonly kind: 'judge' | 'sum';
  /** Entries one after another. */
  readonly bytes: Uint8Array;
  /** Length in bytes of each entry. */
  readonly lengths: readonly number[];
}

export interface JudgeAnswer {
  readonly groups: readonly Omit<BallotGroup, 'sums'>[];
  /** Sums of the groups, one after another, packed by the arithmetic. */
  readonly sums: Uint8Array;
  /** All entries that are in no group, by position. */
  readonly others: ReadonlyMap<number, JudgedBallot>;
}

export function makeSetup({ election, K, arithmetic }: BallotContext): ThreadSetup {
  return { manifest: election.manifest, id: election.id, K: K.bytes, arithmetic: arithmetic.name };
}

export function makeJob(kind: JudgeJob['kind'], entries: readonly Pick<Entry, 'bytes'>[]): JudgeJob {
  const lengths = entries.map((entry) => entry.bytes.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes.set(entry.bytes, at);
    at += entry.bytes.length;
  }
  return { kind, bytes, lengths };
}

function readJob({ bytes, lengths }: JudgeJob): Pick<Entry, 'bytes'>[] {
  let at = 0;
  return lengths.map((length) => ({ bytes: bytes.subarray(at, (at += length)) }));
}

/** Returns the function that a thread calls for each job. */
export function makeJobHandler({
  manifest,
  id,
  K,
  arithmetic: name,
}: ThreadSetup): (job: JudgeJob) => JudgeAnswer {
  const arithmetic = makeArithmetic(name);
  const context = { election: electionOf(manifest, id), K: decodeElement(K), arithmetic };
  return (job) => {
    const entries = readJob(job);
    return makeAnswer(
      job.kind === 'judge'
        ? judgeBallots(entries, context)
        : { ballots: [], groups: sumBallots(entries, context.election, arithmetic) },
    );
  };
}

function makeAnswer({ ballots, groups }: JudgedBatch): JudgeAnswer {
  const grouped = new Set(groups.flatMap(({ positions }) => [...positions]));
  return {
    groups: groups.map(({ stylePosition, unit, positions }) => ({ stylePosition, unit, positions })),
    sums: concat(...groups.map(({ sums }) => sums.packed)),
    others: new Map([...ballots.entries()].filter(([position]) => !grouped.has(position))),
  };
}

/** Reads the answer to a job of `count` entries. */
export function readAnswer(
  { groups, sums, others }: JudgeAnswer,
  count: number,
  { election, arithmetic }: BallotContext,
): JudgedBatch {
  const ballots = Array.from({ length: count }, (_, position) => others.get(position)!);
  const all = ElementList.unpack(arithmetic, sums);
  let end = 0;
  return {
    ballots,
    groups: groups.map((group) => {
      const { stylePosition, positions } = group;
      for (const position of positions)
        ballots[position] = { kind: 'ballot', stylePosition, hasEqualPads: false, fault: undefined };
      const length = 2 * election.styles[stylePosition]!.ciphertexts;
      return { ...group, sums: all.slice(end, (end += length)) };
    }),
  };
}
