/**
 * Program that measures work on ballots. It is a separate process, so that it can be pinned to one core. Arguments:
 * work, options, ballots, rounds, threads. Writes milliseconds per ballot as JSON.
 * @module
 */
import { drawMasks, type Masks } from '#crypto/ballot/vector-proof.ts';
import { deriveCredential, newCode } from '#crypto/credential.ts';
import { randomBytes } from '#crypto/random.ts';
import { findBallotFault, makeBallot, parseBallot, readCountedBallot } from '#crypto/ballot/ballot.ts';
import { BallotChecker } from '#crypto/ballot/checker.ts';
import { modalities } from '#crypto/tally/cells.ts';
import { TallyBuilder } from '#crypto/tally/tally.ts';
import type { ArithmeticName } from '../../verifier/crypto/arithmetic/arithmetic.ts';
import { judgeBallots } from '../../verifier/election/ballot/judge.ts';
import type { JudgedBatch } from '../../verifier/election/ballot/judged-batch.ts';
import { parseBallot as parseToVerify } from '../../verifier/election/ballot/parse.ts';
import type { Entry } from '../../verifier/election/entry.ts';
import { makeNodePool } from '../../verifier/cli/node-thread.ts';
import type { Element } from '../../verifier/crypto/group.ts';
import { leafHash } from '../../verifier/board/log/merkle.ts';
import { bare, benchElection } from './election.ts';
import { judgeAll } from './judge-all.ts';
import { median, repeat, type Times } from './measure.ts';

const [work, optionsText, countText, roundsText, threadsText] = process.argv.slice(2);
const [count, rounds] = [Number(countText), Number(roundsText)];
const bench = benchElection(Number(optionsText));
const { election, key, choices } = bench;
const style = election.styles[0]!;

const caster = { election, key, style, unit: 0, credential: deriveCredential(election.id, newCode()) };
const masks = (): Masks =>
  drawMasks(style.layout, { electionId: election.id, style: style.position, x: caster.credential.x });

/** Measures `visit`, called with one ballot after another. */
function each(visit: (ballot: Uint8Array) => unknown): Promise<Times> {
  const ballots = bench.ballots(count);
  return repeat(rounds, count, () => ballots.forEach(visit));
}

/** Measures `make`, called once for each ballot to be made. */
const timed = (make: () => unknown): Promise<Times> =>
  repeat(rounds, count, () => {
    for (let i = 0; i < count; i += 1) make();
  });

function expectGood(fault: string | undefined): void {
  if (fault) throw new Error(`a good ballot was refused: ${fault}`);
}

type Judge = (part: readonly Pick<Entry, 'bytes'>[]) => Promise<JudgedBatch>;

async function batches(judge: Judge, abreast = 1): Promise<Times> {
  const ballots = bare(bench.ballots(count));
  return repeat(rounds, count, async () => expectGood((await judgeAll(ballots, judge, abreast))[0]));
}

/**
 * Measures with all ballots valid, then with one invalid. Returns the two times, each the median of the rounds.
 */
async function oneBad(judge: Judge): Promise<Times> {
  const ballots = bench.ballots(count);
  const time = async (expected: readonly string[]): Promise<number> =>
    median(
      await repeat(rounds, count, async () => {
        const refused = await judgeAll(bare(ballots), judge, 1);
        if (refused.join() !== expected.join()) throw new Error(`refused: ${refused.join()}`);
      }),
    );
  const clean = await time([]);
  const bad = Math.floor(count / 3);
  ballots[bad] = ballots[bad]!.map((byte, i, all) => (i === all.length - 32 ? byte ^ 1 : byte));
  return [clean, await time([`${bad}: 5.7`])];
}

function inThisThread(arithmetic: ArithmeticName): Judge {
  const context = bench.context(arithmetic);
  return (part) => Promise.resolve(judgeBallots(part, context));
}

const works: Record<string, () => Promise<Times>> = {
  encrypt: () => timed(() => makeBallot(caster, choices, randomBytes(32))),
  masks: () => timed(masks),
  seal: () => {
    const drawn = Array.from({ length: (rounds + 1) * count }, masks);
    return timed(() => makeBallot(caster, choices, randomBytes(32), undefined, drawn.pop()));
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
  /** Decodes all elements of all ballots, as in a batch. */
  decode: () => {
    const { election: own, arithmetic } = bench.context('wasm');
    const elements = bench.ballots(count).map((ballot) => {
      const read: Element[] = [];
      parseToVerify(ballot, own, (encoding) => {
        const element = arithmetic.defer(encoding);
        read.push(element);
        return element;
      });
      return read;
    });
    return repeat(rounds, count, () => arithmetic.decodeDeferred(elements));
  },
  aggregate: () => {
    const tally = new TallyBuilder(election);
    return each((ballot) => tally.add(readCountedBallot(ballot, election), modalities.internet));
  },
  'batch noble': () => batches(inThisThread('noble')),
  'batch wasm': () => batches(inThisThread('wasm')),
  'one bad noble': () => oneBad(inThisThread('noble')),
  'one bad wasm': () => oneBad(inThisThread('wasm')),
  'batch wasm in threads': async () => {
    const pool = makeNodePool(Number(threadsText), bench.context('wasm'));
    const times = await batches((part) => pool.judge(part), pool.concurrency);
    await pool.close();
    return times;
  },
};

process.stdout.write(JSON.stringify(await works[work!]!()));
