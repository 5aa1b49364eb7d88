/** Messages to and from a thread that judges ballots. @module */
import type { Arithmetic, ArithmeticName } from '../../crypto/arithmetic/arithmetic.ts';
import { ElementList } from '../../crypto/arithmetic/element-list.ts';
import { makeArithmetic } from '../../crypto/arithmetic/make.ts';
import { concat } from '../../crypto/bytes.ts';
import type { Entry } from '../entry.ts';
import { electionOf } from '../election.ts';
import { decodeElement } from '../../crypto/group.ts';
import type { Manifest } from '../manifest/form.ts';
import { type BallotContext, type JudgedBallot, judgeBallots } from './judge.ts';

/** Data that a thread needs before its first job. */
export interface ThreadSetup {
  readonly manifest: Manifest;
  /** Hash of the manifest, E. */
  readonly id: Uint8Array;
  readonly K: Uint8Array;
  readonly arithmetic: ArithmeticName;
}

/** Batch of entries to judge. */
export interface JudgeJob {
  /** Entries one after another. */
  readonly bytes: Uint8Array;
  /** Length in bytes of each entry. */
  readonly lengths: readonly number[];
}

type PackedBallot =
  | Exclude<JudgedBallot, { kind: 'ballot' }>
  | (Omit<Extract<JudgedBallot, { kind: 'ballot' }>, 'ciphertexts'> & { readonly length: number });

export interface JudgeAnswer {
  /** Judged entries, with the length of the packed elements in place of the elements. */
  readonly judged: readonly PackedBallot[];
  /** Elements of all entries, packed by the arithmetic. */
  readonly packed: Uint8Array;
}

export function makeSetup({ election, K, arithmetic }: BallotContext): ThreadSetup {
  return { manifest: election.manifest, id: election.id, K: K.bytes, arithmetic: arithmetic.name };
}

export function makeJob(entries: readonly Pick<Entry, 'bytes'>[]): JudgeJob {
  const lengths = entries.map((entry) => entry.bytes.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const entry of entries) {
    bytes.set(entry.bytes, at);
    at += entry.bytes.length;
  }
  return { bytes, lengths };
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
    const judged = judgeBallots(readJob(job), context);
    return {
      judged: judged.map((one) => {
        if (one.kind !== 'ballot') return one;
        const { ciphertexts, ...others } = one;
        return { ...others, length: ciphertexts.packed.length };
      }),
      packed: concat(...judged.flatMap((one) => (one.kind === 'ballot' ? one.ciphertexts.packed : []))),
    };
  };
}

export function readAnswer({ judged, packed }: JudgeAnswer, arithmetic: Arithmetic): JudgedBallot[] {
  let end = 0;
  return judged.map((one) => {
    if (one.kind !== 'ballot') return one;
    const { length, ...others } = one;
    const own = packed.subarray(end, (end += length));
    return { ...others, ciphertexts: ElementList.unpack(arithmetic, own) };
  });
}
