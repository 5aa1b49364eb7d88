/** Tests that each replaced ballot is removed once, and that few bundles are in memory (spec §8.8). */
import { expect, test } from 'vitest';
import type { BallotJudge } from '../../verifier/election/ballot/ballot-judge.ts';
import { ReplacedBallots } from '../../verifier/election/state/replaced-ballots.ts';
import { u32 } from '../../verifier/crypto/bytes.ts';

const TILE = 256;
const replaced = [70_000, 3, 255, 256, 70_001, 1_000_000];
const bundles = [0, 1, Math.floor(70_000 / TILE), Math.floor(1_000_000 / TILE)];

/** Judge that keeps the indexes of the ballots, and answers on the next turn. */
class SumJudge implements BallotJudge {
  readonly concurrency = 2;
  readonly seen: number[] = [];
  inProgress = 0;
  most = 0;

  judge(): never {
    throw new Error('nothing to judge');
  }

  async sum(entries: Parameters<BallotJudge['sum']>[0]): ReturnType<BallotJudge['sum']> {
    this.seen.push(...entries.map(({ bytes }) => new DataView(bytes.buffer).getUint32(0)));
    this.inProgress += 1;
    this.most = Math.max(this.most, this.inProgress);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    this.inProgress -= 1;
    return [];
  }
}

function read(reads: [number, number | undefined][]) {
  return (n: number, next: number | undefined): Promise<Uint8Array[]> => {
    reads.push([n, next]);
    return Promise.resolve(Array.from({ length: TILE }, (_, i) => u32(n * TILE + i)));
  };
}

test('each bundle with replaced ballots is read once, in order, and each ballot summed once', async () => {
  const ballots = new ReplacedBallots();
  for (const index of replaced) ballots.add(index);
  const judge = new SumJudge();
  const reads: [number, number | undefined][] = [];
  await ballots.remove(read(reads), judge, () => undefined);
  expect(reads).toEqual(bundles.map((n, i) => [n, bundles[i + 1]]));
  expect(judge.seen).toEqual(replaced.toSorted((a, b) => a - b));
  expect([judge.most, judge.inProgress]).toEqual([judge.concurrency, 0]);
  await ballots.remove(read(reads), judge, () => undefined);
  expect(reads).toHaveLength(bundles.length);
});

test('a bundle that changed, or a thread that broke, ends the run', async () => {
  const ballots = new ReplacedBallots();
  for (const index of replaced) ballots.add(index);
  const changed = (): Promise<never> => Promise.reject(new Error('the board changed'));
  await expect(ballots.remove(changed, new SumJudge(), () => undefined)).rejects.toThrow('changed');
  const broken = { concurrency: 2, judge: changed, sum: () => Promise.reject(new Error('broken')) };
  await expect(ballots.remove(read([]), broken, () => undefined)).rejects.toThrow('broken');
});
