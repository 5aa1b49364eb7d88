/**
 * Validation of ballots as in the verifier: in batches of two megabytes, several of them in progress at once.
 * @module
 */
import type { JudgedBatch } from '../../verifier/election/ballot/judged-batch.ts';
import type { Entry } from '../../verifier/election/entry.ts';
import { memoryBytes } from '../../verifier/election/read-ahead.ts';
import { BATCH_BYTES } from '../../verifier/election/state/ballot-pipeline.ts';

/** Returns the rejected ballots, each as its number and the check that rejects it. */
export async function judgeAll(
  ballots: readonly Pick<Entry, 'bytes'>[],
  judge: (part: readonly Pick<Entry, 'bytes'>[]) => Promise<JudgedBatch>,
  abreast: number,
): Promise<string[]> {
  const perBatch = Math.ceil(BATCH_BYTES / memoryBytes(ballots[0]!));
  const underWay: Promise<JudgedBatch>[] = [];
  const refused: string[] = [];
  let done = 0;
  const finish = async (): Promise<void> => {
    for (const one of (await underWay.shift()!).ballots) {
      if (one.kind !== 'ballot') refused.push(`${done}: ${one.kind}`);
      else if (one.fault) refused.push(`${done}: ${one.fault.check}`);
      done += 1;
    }
  };
  for (let from = 0; from < ballots.length; from += perBatch) {
    if (underWay.length === abreast) await finish();
    underWay.push(judge(ballots.slice(from, from + perBatch)));
  }
  while (underWay.length > 0) await finish();
  return refused;
}
