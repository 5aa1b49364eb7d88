/** Judging ballots in another thread: what goes there, and what comes back. @module */
import type { Arithmetic, ArithmeticName } from '../../crypto/arithmetic/arithmetic.ts';
import { makeArithmetic } from '../../crypto/arithmetic/make.ts';
import type { Hinted } from '../entry.ts';
import { electionOf } from '../election.ts';
import { decodeElement } from '../../crypto/group.ts';
import type { Manifest } from '../manifest/form.ts';
import { type BallotContext, type Judged, judgeBallots } from './judge.ts';

/** What a thread needs to know before its first job. */
export interface Setup {
  readonly manifest: Manifest;
  /** E */
  readonly id: Uint8Array;
  readonly K: Uint8Array;
  readonly arithmetic: ArithmeticName;
}

/** Entries one after another, each followed by its hints. */
export interface Job {
  readonly bytes: Uint8Array;
  /** Of each entry, and of its hints. */
  readonly lengths: readonly number[];
}

export interface Answer {
  /** As judged, with how many elements there are instead of the elements. */
  readonly judged: readonly (Judged & { readonly elements: number })[];
  /** The elements of all of them, packed by the arithmetic. */
  readonly packed: Uint8Array;
}

export function setupOf({ election, K, arithmetic }: BallotContext): Setup {
  return { manifest: election.manifest, id: election.id, K: K.bytes, arithmetic: arithmetic.name };
}

const none = new Uint8Array();

export function jobOf(entries: readonly Hinted[]): Job {
  const parts = entries.flatMap(({ bytes, hints }) => [bytes, hints ?? none]);
  const lengths = parts.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, lengths };
}

function entriesOf({ bytes, lengths }: Job): Hinted[] {
  const entries: Hinted[] = [];
  let at = 0;
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  for (let i = 0; i < lengths.length; i += 2)
    entries.push({ bytes: take(lengths[i]!), hints: take(lengths[i + 1]!) });
  return entries;
}

/** The other thread's part: from its setup to what it does with each job. */
export function serve({ manifest, id, K, arithmetic: name }: Setup): (job: Job) => Answer {
  const arithmetic = makeArithmetic(name);
  const context = { election: electionOf(manifest, id), K: decodeElement(K), arithmetic };
  return (job) => {
    const judged = judgeBallots(entriesOf(job), context);
    return {
      judged: judged.map((one) =>
        one.kind === 'ballot'
          ? { ...one, ciphertexts: [], elements: one.ciphertexts.length }
          : { ...one, elements: 0 },
      ),
      packed: arithmetic.pack(judged.flatMap((one) => (one.kind === 'ballot' ? one.ciphertexts : []))),
    };
  };
}

export function judgedBy({ judged, packed }: Answer, arithmetic: Arithmetic): Judged[] {
  const all = arithmetic.unpack(packed);
  let end = 0;
  return judged.map(({ elements, ...one }) =>
    one.kind === 'ballot' ? { ...one, ciphertexts: all.slice(end, (end += elements)) } : one,
  );
}
