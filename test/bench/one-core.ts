/**
 * Work on ballots, measured in a process of its own, so that it can be pinned to one core.
 * Arguments: work, options, ballots, rounds; writes milliseconds a ballot as JSON.
 * @module
 */
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { randomBytes } from '#crypto/random.ts';
import { findBallotFault, makeBallot, parseBallot } from '#crypto/record/ballot.ts';
import { BallotChecker } from '#crypto/record/ballot-checker.ts';
import { TallyBuilder } from '#crypto/tally/tally.ts';
import { readCountedBallot } from '#crypto/record/ballot.ts';
import { judgeBallots, type BallotContext } from '../../verifier/ballot/judge.ts';
import { parseBallot as parseToVerify } from '../../verifier/ballot/parse.ts';
import { JudgePool } from '../../verifier/cli/judge-pool.ts';
import { leafHash } from '../../verifier/log/merkle.ts';
import { benchElection } from './election.ts';
import { judgeAll } from './judge-all.ts';
import { repeat, type Times } from './measure.ts';

const [work, optionsText, countText, roundsText, threadsText] = process.argv.slice(2);
const [count, rounds] = [Number(countText), Number(roundsText)];
const bench = benchElection(Number(optionsText));
const { election, key, choices } = bench;
const style = election.styles[0]!;

/** One ballot after another. */
function each(visit: (ballot: Uint8Array) => unknown): Promise<Times> {
  const ballots = bench.ballots(count);
  return repeat(rounds, count, () => ballots.forEach(visit));
}

function expectGood(fault: string | undefined): void {
  if (fault) throw new Error(`a good ballot was refused: ${fault}`);
}

async function batch(context: BallotContext): Promise<Times> {
  const ballots = bench.ballots(count);
  return repeat(rounds, count, () =>
    judgeAll(ballots, (part) => Promise.resolve(judgeBallots(part, context)), 1),
  );
}

/** First all ballots good, then one of them bad: the two times. */
async function oneBad(context: BallotContext): Promise<Times> {
  const ballots = bench.ballots(count);
  const judge = (part: readonly Uint8Array[]) => Promise.resolve(judgeBallots(part, context));
  const bad = Math.floor(count / 3);
  const [clean] = await repeat(1, count, () => judgeAll(ballots, judge, 1));
  ballots[bad] = ballots[bad]!.map((byte, i, all) => (i === all.length - 32 ? byte ^ 1 : byte));
  const [spoiled] = await repeat(1, count, async () => {
    const found = await judgeAll(ballots, judge, 1).catch((error: unknown) => (error as Error).message);
    if (found !== `ballot ${bad} is refused: 5.7`)
      throw new Error(`expected ballot ${bad}, got ${String(found)}`);
  });
  return [clean!, spoiled!];
}

const works: Record<string, () => Promise<Times>> = {
  encrypt: () => {
    const credential = deriveCredential(election.id, newCode());
    return repeat(rounds, count, () => {
      for (let i = 0; i < count; i += 1)
        makeBallot({ election, key, style, unit: 0, credential }, choices, randomBytes(32));
    });
  },
  'one proof at a time': () =>
    each((ballot) => expectGood(findBallotFault(election, key, parseBallot(ballot, election)))),
  'one ballot': () => {
    const checker = new BallotChecker(election, key);
    return each((ballot) => expectGood(checker.check([ballot])[0]));
  },
  'hash and parse': () => {
    const { election: own, arithmetic } = bench.context('wasm');
    return each((ballot) => {
      leafHash(ballot);
      parseToVerify(ballot, own, arithmetic.defer);
    });
  },
  aggregate: () => {
    const tally = new TallyBuilder(election);
    return each((ballot) => tally.add(readCountedBallot(ballot, election)));
  },
  'batch noble': () => batch(bench.context('noble')),
  'batch wasm': () => batch(bench.context('wasm')),
  'one bad noble': () => oneBad(bench.context('noble')),
  'one bad wasm': () => oneBad(bench.context('wasm')),
  'batch wasm in threads': async () => {
    const pool = new JudgePool(Number(threadsText), bench.context('wasm'));
    const ballots = bench.ballots(count);
    const times = await repeat(rounds, count, () =>
      judgeAll(ballots, (part) => pool.judge(part), pool.abreast),
    );
    await pool.close();
    return times;
  },
};

process.stdout.write(JSON.stringify(await works[work!]!()));
