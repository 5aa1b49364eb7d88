/** A thread that judges ballots. @module */
import { parentPort, workerData } from 'node:worker_threads';
import { type Job, serve, type Setup } from '../election/ballot/remote.ts';

const judge = serve(workerData as Setup);

parentPort!.on('message', (job: Job) => {
  const answer = judge(job);
  parentPort!.postMessage(answer, [answer.packed.buffer as ArrayBuffer]);
});
