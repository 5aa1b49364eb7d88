/** Web workers of the page: one reads and verifies the board, others judge ballots for it. @module */
import { judgeName, type Message, programId, type Request } from './messages.ts';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

let start: ((name: string) => Worker) | undefined;

/**
 * Returns a function that starts web workers from the program in the page. Nothing is downloaded, and the page's
 * trusted-types policy allows no other program.
 */
function starter(): (name: string) => Worker {
  const program = document.getElementById(programId)!.textContent;
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('verifier', { createScriptURL: () => address });
  return (name) => new Worker(policy?.createScriptURL(address) ?? address, { name });
}

/**
 * Starts a verification with `count` web workers that judge ballots. Returns a function that ends the
 * verification, after which `onMessage` is not called. The page starts all workers, because in a page opened
 * from a file a worker cannot start others.
 */
export function startVerification(
  request: Omit<Request, 'judges'>,
  count: number,
  onMessage: (message: Message) => void,
): () => void {
  start ??= starter();
  const workers: Worker[] = [];
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const worker of workers) worker.terminate();
  };
  const deliver = (message: Message): void => {
    if (ended) return;
    if (message.kind !== 'progress') end();
    onMessage(message);
  };
  const launch = (name: string): Worker => {
    const worker = start!(name);
    const crash = (error: string): void => deliver({ kind: 'crash', error });
    worker.addEventListener('error', ({ message }) => crash(message));
    worker.addEventListener('messageerror', () => crash('a message could not be read'));
    workers.push(worker);
    return worker;
  };
  const judges = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    launch(judgeName).postMessage(undefined, [port1]);
    return port2;
  });
  const reader = launch('reader');
  reader.addEventListener('message', ({ data }) => deliver(data as Message));
  reader.postMessage({ ...request, judges } satisfies Request, judges);
  return end;
}
