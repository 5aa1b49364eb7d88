/** Worker threads of Node that judge ballots. @module */
import { Worker } from 'node:worker_threads';
import type { BallotContext } from '../election/ballot/judge.ts';
import { JudgePool, type StartThread } from '../election/ballot/judge-pool.ts';

const program = new URL('./judge-worker.mjs', import.meta.url);

const startThread: StartThread = (setup, onAnswer, onError) => {
  const worker = new Worker(program, { workerData: setup });
  worker.on('message', onAnswer);
  for (const event of ['error', 'messageerror'] as const) worker.on(event, onError);
  worker.on('exit', (code) => onError(new Error(`a thread ended with exit code ${code}`)));
  return {
    send: (job) => worker.postMessage(job, [job.bytes.buffer as ArrayBuffer]),
    end: () => worker.terminate(),
  };
};

export const makeNodePool = (count: number, context: BallotContext): JudgePool =>
  new JudgePool(count, context, startThread);
