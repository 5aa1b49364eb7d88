/**
 * Page's end of the protocol with the web worker: starts a worker whose program matches the page's pin, and calls its
 * methods.
 * @module
 */

import { BoothError } from '../contract/booth.ts';
import { fault } from '../contract/faults.ts';
import { readProgram, type Pins } from '../contract/pins.ts';
import { methods, type Call, type Reply, type ServiceName, type Services, type Start } from './protocol.ts';

type Listener = (update: unknown) => void;
type PendingCall = {
  readonly listener: Listener | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Maker of Trusted Types policies, where the browser has them. Only this file may start a worker. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('worker', {
  createScriptURL: (url) => url,
});

export class Connection {
  readonly #start: Start;
  readonly #pending = new Map<number, PendingCall>();
  #worker: Promise<Worker> | undefined;
  #calls = 0;

  constructor(service: ServiceName, pins: Pins) {
    this.#start = { service, pins };
  }

  /** Calls a method of the service. If the last argument is a function, it receives the worker's updates. */
  async call(method: string, args: readonly unknown[]): Promise<unknown> {
    const last = args.at(-1);
    const listener = typeof last === 'function' ? (last as Listener) : undefined;
    this.#worker ??= this.#open();
    const worker = await this.#worker.catch((error: unknown) => {
      this.#worker = undefined; // the next call tries again
      throw error;
    });
    const id = (this.#calls += 1);
    const call: Call = {
      id,
      method,
      args: listener ? args.slice(0, -1) : args,
      listens: listener !== undefined,
    };
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { listener, resolve, reject });
      worker.postMessage(call);
    });
  }

  /** Terminates the worker, which wipes everything it holds. The next call starts another one. */
  end(): void {
    void this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
    this.#rejectAll('out-of-order');
  }

  async #open(): Promise<Worker> {
    const url = URL.createObjectURL(await loadProgram(this.#start.pins.worker));
    const worker = new Worker(policy?.createScriptURL(url) ?? url);
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#onReply(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault(); // keep the error out of the console
      this.#rejectAll('program');
    });
    worker.postMessage(this.#start);
    return worker;
  }

  #onReply(reply: Reply): void {
    const call = this.#pending.get(reply.id);
    if (!call) return;
    if ('update' in reply) {
      call.listener?.(reply.update);
      return;
    }
    this.#pending.delete(reply.id);
    if ('fault' in reply) call.reject(new BoothError(reply.fault));
    else call.resolve(reply.value);
  }

  #rejectAll(code: 'out-of-order' | 'program'): void {
    for (const { reject } of this.#pending.values()) reject(fault(code));
    this.#pending.clear();
  }
}

/** Returns an object with a service's methods, each of which calls the worker. */
export function serviceOver<N extends ServiceName>(connection: Connection, service: N): Services[N] {
  const names = Object.keys(methods[service]);
  return Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => connection.call(name, args)]),
  ) as unknown as Services[N];
}

/** Loads the worker's program and checks its hash. Browsers check the integrity of scripts, but not of workers. */
async function loadProgram({ file, sha384 }: Pins['worker']): Promise<Blob> {
  const program = new Blob([file === undefined ? readProgram() : await fetchProgram(file)], {
    type: 'text/javascript',
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', await program.arrayBuffer()));
  if (btoa(String.fromCharCode(...digest)) !== sha384) throw fault('pin-program');
  return program;
}

async function fetchProgram(file: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(file, { credentials: 'omit', redirect: 'error' });
    if (response.ok) return await response.arrayBuffer();
  } catch {
    // there was no answer, or only part of one
  }
  throw fault('network');
}
