/** Sender of ballots at a steady rate, each once, which measures the answers. @module */

import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import * as votingApi from '#server/api/voting.ts';

export interface Cast {
  readonly ballot: Uint8Array;
  readonly ticket: string;
}

/** Figures of a run. `p50` and so on are milliseconds from the first byte sent to the last byte of the answer. */
export interface Figures {
  readonly sent: number;
  readonly receipts: number;
  /** Number of ballots answered with `busy`, to retry later. */
  readonly busy: number;
  /** Number of ballots with no answer, or with one that is neither a receipt nor `busy`. */
  readonly unanswered: number;
  /** Time from the first ballot sent to the last answer, in seconds. */
  readonly seconds: number;
  /** Receipts per second. */
  readonly goodput: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  readonly busyP99: number;
}

export class Measured {
  readonly #receipts: number[] = [];
  readonly #busy: number[] = [];
  /** Number of other answers by status and code. The status is 0 if there was no answer. */
  readonly others = new Map<string, number>();
  #sent = 0;
  readonly #started = performance.now();
  #ended = 0;

  add(answer: { readonly status: number; readonly error: string }, milliseconds: number): void {
    this.#sent += 1;
    this.#ended = performance.now();
    if (answer.status === 200) this.#receipts.push(milliseconds);
    else if (answer.error === 'busy') this.#busy.push(milliseconds);
    else {
      const name = `${answer.status} ${answer.error}`.trim();
      this.others.set(name, (this.others.get(name) ?? 0) + 1);
    }
  }

  get figures(): Figures {
    const seconds = (this.#ended - this.#started) / 1000;
    const at = percentiles(this.#receipts);
    const receipts = this.#receipts;
    const busy = this.#busy;
    const sent = this.#sent;
    return {
      sent,
      receipts: receipts.length,
      busy: busy.length,
      unanswered: sent - receipts.length - busy.length,
      seconds,
      goodput: receipts.length / seconds,
      p50: at(0.5),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      longest: at(1),
      busyP99: percentiles(busy)(0.99),
    };
  }
}

/** Returns a function for percentiles of the values. It takes a share from 0 to 1, and returns 0 without values. */
function percentiles(values: readonly number[]): (share: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (share) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
}

/**
 * Sends ballots at `rate` per second, whether or not earlier ones were answered. `urlOf` returns the address for the
 * i-th ballot.
 */
export async function sendAll(
  urlOf: (i: number) => string,
  casts: readonly Cast[],
  rate: number,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const measured = new Measured();
  const start = performance.now();
  const answers: Promise<void>[] = [];
  for (const [i, cast] of casts.entries()) {
    const due = start + (1000 * i) / rate;
    if (due > performance.now()) await wait(due - performance.now());
    answers.push(send(agent, urlOf(i), cast, measured));
    if (i % (10 * rate) === 0 && i > 0) console.log(`${i} sent`);
  }
  await Promise.all(answers);
  agent.destroy();
  return measured;
}

function send(agent: Agent, url: string, { ballot, ticket }: Cast, measured: Measured): Promise<void> {
  const sent = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number, error: string): void => {
      measured.add({ status, error }, performance.now() - sent);
      resolve();
    };
    const headers = {
      'content-type': 'application/octet-stream',
      authorization: `Bearer ${ticket}`,
      'content-length': ballot.length,
    };
    const outgoing = request(
      `${url}${votingApi.castBallot.path}`,
      { method: 'POST', agent, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => finish(0, error.name));
        response.on('end', () => finish(response.statusCode!, codeOf(response.statusCode!, chunks)));
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => finish(0, error.code ?? error.name));
    outgoing.end(ballot);
  });
}

function codeOf(status: number, chunks: readonly Buffer[]): string {
  if (status === 200) return '';
  try {
    return (JSON.parse(Buffer.concat(chunks).toString()) as { error: string }).error;
  } catch {
    return '';
  }
}
