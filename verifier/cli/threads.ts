/** Threads that judge ballots. They start when the first ballots are to be judged. @module */
import { makeNodePool } from './node-thread.ts';
import type { ArithmeticName } from '../crypto/arithmetic/arithmetic.ts';
import { makeArithmetic } from '../crypto/arithmetic/make.ts';
import type { BallotContext } from '../election/ballot/judge.ts';
import type { JudgePool } from '../election/ballot/judge-pool.ts';
import { BATCH_BYTES } from '../election/state/ballot-pipeline.ts';
import type { VerifyOptions } from '../verification/verify.ts';

export interface Threads {
  readonly options: Pick<VerifyOptions, 'arithmetic' | 'makeJudge' | 'readAhead'>;
  readonly close: () => Promise<void>;
}

/** Prepares `count` threads. With 0 the calling thread judges. */
export function startThreads(arithmetic: ArithmeticName, count: number): Threads {
  let pool: JudgePool | undefined;
  let ended = Promise.resolve();
  const end = (): void => {
    const own = pool;
    ended = ended.then(() => own?.close());
  };
  const makeJudge = (context: BallotContext): JudgePool => {
    end(); // ends the threads of an earlier verification
    return (pool = makeNodePool(count, context));
  };
  return {
    options: {
      arithmetic: makeArithmetic(arithmetic),
      ...(count > 0 && { makeJudge, readAhead: (count + 2) * BATCH_BYTES }),
    },
    close: async () => {
      end();
      await ended;
    },
  };
}
