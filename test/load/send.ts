/** Sends ballots at a steady rate and measures the answers. @module */

import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Cast {
  readonly ballot: Uint8Array;
  readonly ticket: string;
}

export class Measured {
  private readonly milliseconds: number[] = [];
  private readonly statuses = new Map<number, number>();
  private readonly started = performance.now();
  failed = 0;

  add(status: number, milliseconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status === 200) this.milliseconds.push(milliseconds);
    else this.failed += 1;
  }

  print(): void {
    const seconds = (performance.now() - this.started) / 1000;
    const sorted = this.milliseconds.toSorted((a, b) => a - b);
    const at = (share: number): string =>
      `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN)} ms`;
    const statuses = [...this.statuses].map(([status, count]) => `${status}: ${count}`).join(', ');
    console.log(`answers: ${statuses}`);
    console.log(`receipts a second: ${(sorted.length / seconds).toFixed(1)} over ${seconds.toFixed(1)} s`);
    console.log(`time to the receipt: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, longest ${at(1)}`);
  }
}

/** Each ballot at its own time, whether or not those before it were answered; the nodes take turns. */
export async function sendAll(
  urls: readonly string[],
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
    answers.push(send(agent, `${urls[i % urls.length]!}/ballots`, cast, measured));
    if (i % (10 * rate) === 0 && i > 0) console.log(`${i} sent`);
  }
  await Promise.all(answers);
  agent.destroy();
  return measured;
}

function send(agent: Agent, url: string, { ballot, ticket }: Cast, measured: Measured): Promise<void> {
  const sent = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number): void => {
      measured.add(status, performance.now() - sent);
      resolve();
    };
    const headers = {
      'content-type': 'application/octet-stream',
      authorization: `Bearer ${ticket}`,
      'content-length': ballot.length,
    };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => finish(response.statusCode!));
    });
    outgoing.on('error', () => finish(0));
    outgoing.end(ballot);
  });
}
