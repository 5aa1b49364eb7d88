/**
 * Tests that the pipeline sends ballots to the judge before the state machine needs them: in order, each once,
 * and a limited number at a time.
 */
import { describe, expect, test } from 'vitest';
import type { JudgedBallot, JudgedBatch } from '../../verifier/election/ballot/judged-batch.ts';
import type { BallotJudge } from '../../verifier/election/ballot/ballot-judge.ts';
import { ParseFailure } from '../../verifier/crypto/bytes.ts';
import { isKind, kinds } from '../../verifier/election/kinds.ts';
import type { Entry } from '../../verifier/election/entry.ts';
import type { LogFiles } from '../../verifier/board/log/files.ts';
import { memoryBytes, ReadAhead } from '../../verifier/election/read-ahead.ts';
import { sentences } from '../../verifier/findings/sentences.ts';
import {
  BATCH_BYTES,
  BallotPipeline,
  type BatchPlace,
} from '../../verifier/election/state/ballot-pipeline.ts';

const ballot = kinds.ballot.byte;
const challengedBallot = kinds.challengedBallot.byte;

const judgedAt = ({ batch, position }: BatchPlace): JudgedBallot => batch.judged.ballots[position]!;

const numberOf = (bytes: Uint8Array): number => new DataView(bytes.buffer).getUint32(1);

/** Judge that returns the number in each ballot's bytes. It answers a batch only when `answerOne` is called. */
class SlowJudge implements Pick<BallotJudge, 'concurrency' | 'judge'> {
  readonly concurrency = 2;
  readonly seen: number[] = [];
  readonly #waiting: (() => void)[] = [];
  most = 0;

  judge(entries: readonly Pick<Entry, 'bytes'>[]): Promise<JudgedBatch> {
    const ballots = entries.map(({ bytes }): JudgedBallot => {
      const number = numberOf(bytes);
      this.seen.push(number);
      return { kind: 'challenged', stylePosition: number, hasEqualPads: false, fault: undefined };
    });
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve({ ballots, groups: [] }));
      this.most = Math.max(this.most, this.#waiting.length);
    });
  }

  answerOne(): void {
    this.#waiting.shift()?.();
  }
}

function entryOf(index: number, kind: number, length: number): Entry {
  const bytes = new Uint8Array(length);
  bytes[0] = kind;
  new DataView(bytes.buffer).setUint32(1, index);
  return { index, bytes };
}

test('every ballot gets its own answer; other entries are passed over', async () => {
  const bytes = [ballot, 0x01, challengedBallot, ballot, 0x21];
  const entries = Array.from({ length: 60 }, (_, i) => entryOf(i, bytes[i % bytes.length]!, BATCH_BYTES / 4));
  const judges = new SlowJudge();
  const judging = new BallotPipeline(judges);
  const asked: number[] = [];
  for (const entry of entries) {
    if (!isKind(entry.bytes, 'ballot') && !isKind(entry.bytes, 'challengedBallot')) continue;
    const answer = judging.judgedBallot(entry, (from) => entries.slice(from));
    judges.answerOne();
    judges.answerOne();
    expect(judgedAt(await answer)).toMatchObject({ stylePosition: entry.index });
    asked.push(entry.index);
  }
  expect(judges.seen).toEqual(asked);
  expect(judges.most).toBe(judges.concurrency);
});

test('tiny entries: batches stay small, and looking ahead costs no more than there is to see', async () => {
  const entries = Array.from({ length: 50_000 }, (_, i) => entryOf(i, ballot, 5));
  const sizes: number[] = [];
  let looked = 0;
  const judging = new BallotPipeline({
    concurrency: 1e9, // all entries in memory are passed to the judge, so that none is left to search
    judge: (batch) => {
      sizes.push(batch.length);
      return Promise.resolve({
        ballots: batch.map((): JudgedBallot => ({ kind: 'malformed', says: sentences.badForm() })),
        groups: [],
      });
    },
  });
  function* upcoming(from: number): Generator<Entry> {
    for (const entry of entries.slice(from, 20_000 * Math.ceil((from + 1) / 20_000))) {
      looked += 1;
      yield entry;
    }
  }
  for (const entry of entries) await judging.judgedBallot(entry, upcoming);
  expect(Math.max(...sizes)).toBeLessThan(BATCH_BYTES / 256);
  expect(sizes.length).toBeLessThan((2 * entries.length) / (BATCH_BYTES / 261));
  expect(looked).toBe(entries.length);
});

test('batches are full if memory allows, and the last ballots do not wait for more', async () => {
  const entries = Array.from({ length: 30 }, (_, i) => entryOf(i, ballot, BATCH_BYTES / 8));
  const sizes: number[] = [];
  const judging = new BallotPipeline({
    concurrency: 2,
    judge: (batch) => {
      sizes.push(batch.length);
      return Promise.resolve({
        ballots: batch.map(({ bytes }) => ({
          kind: 'challenged',
          stylePosition: numberOf(bytes),
          hasEqualPads: false,
          fault: undefined,
        })),
        groups: [],
      });
    },
  });
  for (const entry of entries) {
    // Memory holds whole bundles of three entries, and those of one batch at least.
    const end = 3 * Math.ceil((entry.index + 9) / 3);
    const answer = await judging.judgedBallot(entry, (from) => entries.slice(from, end));
    expect(judgedAt(answer)).toMatchObject({ stylePosition: entry.index });
  }
  expect(sizes).toEqual([8, 8, 8, 6]);
});

test('a ballot that is asked for out of order is refused', async () => {
  const entries = Array.from({ length: 4 }, (_, i) => entryOf(i, ballot, 100));
  const pipeline = new BallotPipeline({
    concurrency: 1,
    judge: (batch) =>
      Promise.resolve({
        ballots: batch.map(() => ({ kind: 'malformed', says: sentences.badForm() })),
        groups: [],
      }),
  });
  const upcoming = (from: number): Entry[] => entries.slice(from);
  await pipeline.judgedBallot(entries[0]!, upcoming);
  await expect(pipeline.judgedBallot(entries[2]!, upcoming)).rejects.toThrow('in order');
});

test('a failure of the judge is reported by its ballot', async () => {
  const judging = new BallotPipeline({ concurrency: 1, judge: () => Promise.reject(new Error('broken')) });
  const entry = entryOf(0, ballot, 100);
  await expect(judging.judgedBallot(entry, () => [entry])).rejects.toThrow('broken');
});

describe('bundles read ahead', () => {
  const limit = 200_000;
  function logOf(bundles: number, refusedAt = bundles): { log: LogFiles; read: number[] } {
    const read: number[] = [];
    const bundle = async (n: number): Promise<Uint8Array[] | ParseFailure> => {
      read.push(n);
      return n === refusedAt
        ? new ParseFailure(sentences.missingFile())
        : Array.from({ length: 256 }, () => new Uint8Array(n + 1));
    };
    return { log: { bundles, bundle, prefetchBundle: () => undefined } as unknown as LogFiles, read };
  }

  test('are read once and in order, no more of them at hand than the limit asks for', async () => {
    const { log, read } = logOf(9);
    const ahead = new ReadAhead(log, limit);
    for (let n = 0; n < 9; n += 1) {
      expect(await ahead.bundle(n)).toHaveLength(256);
      const indexes = Array.from(ahead.entriesFrom(n * 256 + 3), ({ index }) => index);
      expect(indexes[0]).toBe(n * 256 + 3);
      expect(indexes).toEqual(indexes.map((_, i) => n * 256 + 3 + i));
      const held = Array.from(ahead.entriesFrom(n * 256), (entry) => memoryBytes(entry));
      const last = held.slice(-256).reduce((sum, length) => sum + length, 0);
      // Without the last bundle the limit was not reached, or the last bundle is the requested one.
      expect(held.length === 256 || held.reduce((sum, length) => sum + length, 0) - last < limit).toBe(true);
    }
    expect(read).toEqual(Array.from({ length: 9 }, (_, n) => n));
  });

  test('nothing after one that is refused', async () => {
    const { log, read } = logOf(9, 2);
    const ahead = new ReadAhead(log, 1e9);
    expect(await ahead.bundle(0)).toHaveLength(256);
    expect(read).toEqual([0, 1, 2]);
    expect(Array.from(ahead.entriesFrom(0))).toHaveLength(512);
    expect(await ahead.bundle(1)).toHaveLength(256);
    expect(await ahead.bundle(2)).toBeInstanceOf(ParseFailure);
    expect(read).toEqual([0, 1, 2]);
  });
});
