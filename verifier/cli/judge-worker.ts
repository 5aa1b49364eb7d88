/** Worker thread that judges ballots. @module */
import { parentPort, workerData } from 'node:worker_threads';
import { type JudgeJob, makeJobHandler, type ThreadSetup } from '../election/ballot/thread-messages.ts';

const judge = makeJobHandler(workerData as ThreadSetup);

parentPort!.on('message', (job: JudgeJob) => {
  const answer = judge(job);
  parentPort!.postMessage(answer, [answer.sums.buffer as ArrayBuffer]);
});
