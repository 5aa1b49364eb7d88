/**
 * Measures the verifier's batches in a process of its own, so that it can be pinned to one core:
 * options, ballots, rounds, arithmetic, threads; writes the times as JSON.
 * @module
 */
import type { ArithmeticName } from '../../verifier/arithmetic/arithmetic.ts';
import { thisThread } from '../../verifier/ballot/judges.ts';
import type { Judged } from '../../verifier/ballot/judge.ts';
import { JudgePool } from '../../verifier/cli/judge-pool.ts';
import { batchBytes } from '../../verifier/state/judging.ts';
import { benchElection } from './election.ts';
import { repeat } from './measure.ts';

const [options, count, rounds, arithmetic, threads] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const election = benchElection(Number(options));
const ballots = election.ballots(Number(count));
const context = election.context(arithmetic as ArithmeticName);
const pool = Number(threads) > 0 ? new JudgePool(Number(threads), context) : undefined;
const judges = pool ?? thisThread(context);
const perBatch = Math.ceil(batchBytes / ballots[0]!.length);

/** As the verifier does: batches of a megabyte, all threads busy. */
async function judgeAll(): Promise<void> {
  const underWay: Promise<Judged[]>[] = [];
  for (let from = 0; from < ballots.length; from += perBatch) {
    if (underWay.length === judges.abreast) expectGood(await underWay.shift()!);
    underWay.push(judges.judge(ballots.slice(from, from + perBatch)));
  }
  for (const batch of underWay) expectGood(await batch);
}

function expectGood(judged: readonly Judged[]): void {
  if (judged.some((one) => one.kind !== 'ballot' || one.fault)) throw new Error('a good ballot was refused');
}

const times = await repeat(Number(rounds), ballots.length, judgeAll);
await pool?.close();
process.stdout.write(JSON.stringify(times));
