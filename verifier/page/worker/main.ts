/** Program of the web workers: one verifies a board, others judge ballots for it. @module */
import { type JudgeJob, makeJobHandler, type ThreadSetup } from '../../election/ballot/thread-messages.ts';
import { judgeName, type Message, type Request } from '../messages.ts';
import { run } from './run.ts';

/** Part of a worker's global scope that is used. The library's types for workers conflict with those for pages. */
interface Scope {
  readonly name: string;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  postMessage(message: Message): void;
}

const scope = globalThis as unknown as Scope;

/** Judges ballots for the port: the first message is the setup, the others are jobs. */
function judgeBallots(port: MessagePort): void {
  let judge: ReturnType<typeof makeJobHandler> | undefined;
  port.addEventListener('message', ({ data }) => {
    if (!judge) {
      judge = makeJobHandler(data as ThreadSetup);
      return;
    }
    const answer = judge(data as JudgeJob);
    port.postMessage(answer, [answer.sums.buffer as ArrayBuffer]);
  });
  port.start();
}

scope.addEventListener('message', ({ data, ports }) => {
  if (scope.name === judgeName) judgeBallots(ports[0]!);
  else void run(data as Request, (message) => scope.postMessage(message));
});
