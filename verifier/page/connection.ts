/** The page's side of the workers: one reads the board, others judge ballots for it. @module */
import { judgeName, type Message, programId, type Request } from './messages.ts';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

let start: ((name: string) => Worker) | undefined;

/** Workers from the program that stands in the page: nothing is loaded from anywhere, and the page's policy allows no other. */
function starter(): (name: string) => Worker {
  const program = document.getElementById(programId)!.textContent;
  const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('verifier', { createScriptURL: () => address });
  return (name) => new Worker(policy?.createScriptURL(address) ?? address, { name });
}

/**
 * Begins a verification with so many judges. The function that it gives ends it: nothing is heard of it afterwards.
 * The page starts the judges: in one that was opened from a file a worker cannot start others.
 */
export function begin(
  request: Omit<Request, 'judges'>,
  count: number,
  hear: (message: Message) => void,
): () => void {
  start ??= starter();
  const begun: Worker[] = [];
  let over = false;
  const end = (): void => {
    over = true;
    for (const worker of begun) worker.terminate();
  };
  const tell = (message: Message): void => {
    if (over) return;
    if (message.kind !== 'progress') end();
    hear(message);
  };
  const launch = (name: string): Worker => {
    const worker = start!(name);
    const crash = (error: string): void => tell({ kind: 'crash', error });
    worker.addEventListener('error', ({ message }) => crash(message));
    worker.addEventListener('messageerror', () => crash('a message could not be read'));
    begun.push(worker);
    return worker;
  };
  const judges = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    launch(judgeName).postMessage(undefined, [port1]);
    return port2;
  });
  const reader = launch('reader');
  reader.addEventListener('message', ({ data }) => tell(data as Message));
  reader.postMessage({ ...request, judges } satisfies Request, judges);
  return end;
}
