/** Program of the workers: one verifies, others judge ballots for it. @module */
import { type JudgeJob, makeJobHandler, type ThreadSetup } from '../../election/ballot/thread-messages.ts';
import { judgeName, type Message, type Request } from '../messages.ts';
import { run } from './run.ts';

/** Part of a worker's scope that is used. Its types conflict with those of a page. */
interface Scope {
  readonly name: string;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  postMessage(message: Message): void;
}

const scope = globalThis as unknown as Scope;

/** Serves the port: the first message is the setup, the others are jobs. */
function judgeBallots(port: MessagePort): void {
  let judge: ReturnType<typeof makeJobHandler> | undefined;
  port.addEventListener('message', ({ data }) => {
    if (!judge) {
      judge = makeJobHandler(data as ThreadSetup);
      return;
    }
    const answer = judge(data as JudgeJob);
    port.postMessage(answer, [answer.packed.buffer as ArrayBuffer]);
  });
  port.start();
}

scope.addEventListener('message', ({ data, ports }) => {
  if (scope.name === judgeName) judgeBallots(ports[0]!);
  else void run(data as Request, (message) => scope.postMessage(message));
});
