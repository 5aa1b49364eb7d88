/** Judges ballots as the verifier does: in batches of a megabyte, some of them under way at once. @module */
import type { Judged } from '../../verifier/ballot/judge.ts';
import { batchBytes } from '../../verifier/state/judging.ts';

/** Throws with the number of the first ballot that is refused. */
export async function judgeAll(
  ballots: readonly Uint8Array[],
  judge: (part: readonly Uint8Array[]) => Promise<Judged[]>,
  abreast: number,
): Promise<void> {
  const perBatch = Math.ceil(batchBytes / ballots[0]!.length);
  const underWay: Promise<Judged[]>[] = [];
  let done = 0;
  const finish = async (): Promise<void> => {
    for (const one of await underWay.shift()!) {
      if (one.kind !== 'ballot' || one.fault) throw new Error(`ballot ${done} is refused: ${checkOf(one)}`);
      done += 1;
    }
  };
  for (let from = 0; from < ballots.length; from += perBatch) {
    if (underWay.length === abreast) await finish();
    underWay.push(judge(ballots.slice(from, from + perBatch)));
  }
  while (underWay.length > 0) await finish();
}

const checkOf = (judged: Judged): string =>
  judged.kind === 'malformed' ? 'malformed' : (judged.fault?.check ?? judged.kind);
