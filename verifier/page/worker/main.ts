/** The workers' program: one that verifies, others that judge ballots for it. @module */
import { type Job, serve, type Setup } from '../../election/ballot/remote.ts';
import { judgeName, type Message, type Request } from '../messages.ts';
import { run } from './run.ts';

/** What is used of a worker's own scope, whose types exclude those of a page. */
interface Scope {
  readonly name: string;
  addEventListener(type: 'message', hear: (event: MessageEvent) => void): void;
  postMessage(message: Message): void;
}

const scope = globalThis as unknown as Scope;

/** Through the port come first what to know, then jobs. */
function judgeBallots(port: MessagePort): void {
  let judge: ReturnType<typeof serve> | undefined;
  port.addEventListener('message', ({ data }) => {
    if (!judge) {
      judge = serve(data as Setup);
      return;
    }
    const answer = judge(data as Job);
    port.postMessage(answer, [answer.packed.buffer as ArrayBuffer]);
  });
  port.start();
}

scope.addEventListener('message', ({ data, ports }) => {
  if (scope.name === judgeName) judgeBallots(ports[0]!);
  else void run(data as Request, (message) => scope.postMessage(message));
});
