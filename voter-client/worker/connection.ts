/** The page's end: a worker whose program is the one that the page names, and calls to it. @module */

import { BoothError } from '../contract/booth.ts';
import { fault } from '../contract/faults.ts';
import { readProgram, type Pins } from '../contract/pins.ts';
import { methods, type Call, type DeskName, type Desks, type Reply, type Start } from './protocol.ts';

type Listen = (told: unknown) => void;
type Settle = {
  readonly listen: Listen | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Policies of Trusted Types, where the browser has them: only this file may start a worker. */
interface PolicyMaker {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}
const policy = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes?.createPolicy('worker', {
  createScriptURL: (url) => url,
});

export class Connection {
  readonly #start: Start;
  readonly #waiting = new Map<number, Settle>();
  #worker: Promise<Worker> | undefined;
  #calls = 0;

  constructor(desk: DeskName, pins: Pins) {
    this.#start = { desk, pins };
  }

  /** Calls a method of the desk; a function as its last argument hears what is told meanwhile. */
  async call(method: string, args: readonly unknown[]): Promise<unknown> {
    const last = args.at(-1);
    const listen = typeof last === 'function' ? (last as Listen) : undefined;
    this.#worker ??= this.#open();
    const worker = await this.#worker.catch((error: unknown) => {
      this.#worker = undefined; // to be tried again
      throw error;
    });
    const id = (this.#calls += 1);
    const call: Call = { id, method, args: listen ? args.slice(0, -1) : args, listens: listen !== undefined };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { listen, resolve, reject });
      worker.postMessage(call);
    });
  }

  /** Ends the worker and with it all that it holds; the next call starts another. */
  end(): void {
    void this.#worker?.then((worker) => worker.terminate()).catch(() => undefined);
    this.#worker = undefined;
    this.#rejectAll('out-of-order');
  }

  async #open(): Promise<Worker> {
    const url = URL.createObjectURL(await programOf(this.#start.pins.worker));
    const worker = new Worker(policy?.createScriptURL(url) ?? url);
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#take(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault(); // nothing of it is to stand in the console
      this.#rejectAll('program');
    });
    worker.postMessage(this.#start);
    return worker;
  }

  #take(reply: Reply): void {
    const call = this.#waiting.get(reply.id);
    if (!call) return;
    if ('told' in reply) {
      call.listen?.(reply.told);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('fault' in reply) call.reject(new BoothError(reply.fault));
    else call.resolve(reply.value);
  }

  #rejectAll(code: 'out-of-order' | 'program'): void {
    for (const { reject } of this.#waiting.values()) reject(fault(code));
    this.#waiting.clear();
  }
}

/** An object with a desk's methods, each of which is a call. */
export function deskOver<N extends DeskName>(connection: Connection, desk: N): Desks[N] {
  const names = Object.keys(methods[desk]);
  return Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => connection.call(name, args)]),
  ) as unknown as Desks[N];
}

/** Browsers check the integrity of scripts, and not of workers: so it is done here. */
async function programOf({ file, sha384 }: Pins['worker']): Promise<Blob> {
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
    // it did not come, or not whole
  }
  throw fault('network');
}
