/** Judges ballots as the verifier does: in batches of half a megabyte, some of them under way at once. @module */
import type { Judged } from '../../verifier/election/ballot/judge.ts';
import type { Hinted } from '../../verifier/election/entry.ts';
import { heldBytes } from '../../verifier/election/read-ahead.ts';
import { BATCH_BYTES } from '../../verifier/election/state/judging.ts';

/** The numbers of the ballots that are refused, with the check that refuses them. */
export async function judgeAll(
  ballots: readonly Hinted[],
  judge: (part: readonly Hinted[]) => Promise<Judged[]>,
  abreast: number,
): Promise<string[]> {
  const perBatch = Math.ceil(BATCH_BYTES / heldBytes(ballots[0]!));
  const underWay: Promise<Judged[]>[] = [];
  const refused: string[] = [];
  let done = 0;
  const finish = async (): Promise<void> => {
    for (const one of await underWay.shift()!) {
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
