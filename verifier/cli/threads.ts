/** Who judges ballots: threads of their own, which start when there is something to judge. @module */
import { nodePool } from './node-thread.ts';
import type { ArithmeticName } from '../crypto/arithmetic/arithmetic.ts';
import { makeArithmetic } from '../crypto/arithmetic/make.ts';
import type { BallotContext } from '../election/ballot/judge.ts';
import type { JudgePool } from '../election/ballot/judge-pool.ts';
import { BATCH_BYTES } from '../election/state/judging.ts';
import type { VerifyOptions } from '../verification/verify.ts';

export interface Threads {
  readonly options: Pick<VerifyOptions, 'arithmetic' | 'judgesFor' | 'readAhead'>;
  readonly close: () => Promise<void>;
}

/** So many; with 0 it is this thread that judges. */
export function startThreads(arithmetic: ArithmeticName, count: number): Threads {
  let pool: JudgePool | undefined;
  let ended = Promise.resolve();
  const end = (): void => {
    const own = pool;
    ended = ended.then(() => own?.close());
  };
  const judgesFor = (context: BallotContext): JudgePool => {
    end(); // of a verification that was begun again
    return (pool = nodePool(count, context));
  };
  return {
    options: {
      arithmetic: makeArithmetic(arithmetic),
      ...(count > 0 && { judgesFor, readAhead: (count + 2) * BATCH_BYTES }),
    },
    close: async () => {
      end();
      await ended;
    },
  };
}
