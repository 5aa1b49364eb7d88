/**
 * `npm run rehearse:site`: simulates a day at a consulate on one machine, faster than real time. Registry, voting
 * process and desk are the real ones. This program acts as people, clerks and kiosks, and makes real ballots. The
 * connection is cut at noon. Uses the small election of the tests (12 options), not that of the presidency.
 * @module
 */

import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { toHex } from '#crypto/bytes.ts';
import { makeCardTicket } from '#crypto/record/card-ticket.ts';
import { parseCard } from '#crypto/card.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { envelopeOpener, sealEnvelope } from '#crypto/envelope.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseIssue } from '#crypto/record/in-person.ts';
import { encodeKept } from '#crypto/record/kept.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { SiteAct } from '#server/api/desk.ts';
import { startDesk } from '#server/desk/process.ts';
import { readSecret } from '#server/shared/keys.ts';
import { postAdmissions } from '#server/registry/office/admissions.ts';
import { runVerifier } from '../election/verify.ts';
import { seededNumbers } from '../election/seeded.ts';
import { miniChoices, miniWithSites, otherChoices } from '../negative/mini.ts';
import { SiteSetting, type Person } from '../server/support/site.ts';
import * as votingApi from '#server/api/voting.ts';

const number = (text: string): number => Number(text);
const options = new Command('npm run rehearse:site --')
  .option('--voters <n>', 'people who come', number, 1500)
  .option('--desks <n>', 'clerks', number, 2)
  .option('--kiosks <n>', 'kiosks', number, 4)
  .option('--speed <n>', 'how much faster than life', number, 60)
  .option('--cut <minutes>', 'how long the link is cut from noon on', number, 45)
  .parse()
  .opts<{ voters: number; desks: number; kiosks: number; speed: number; cut: number }>();

const HOUR = 3600;
const PIN = '246810';
const random = seededNumbers('site-day');
const between = (low: number, high: number): number => low + (high - low) * random();

/** Connection between site and central servers, which can be cut. */
class Wire {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  isCut = false;
  url = '';

  constructor(target: string) {
    const { port } = new URL(target);
    this.#server = createServer((near) => {
      if (this.isCut) {
        near.destroy();
        return;
      }
      const far = connect(Number(port), '127.0.0.1');
      for (const [a, b] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(a);
        a.on('error', () => b.destroy()).on('close', () => {
          this.#sockets.delete(a);
          b.destroy();
        });
        a.pipe(b);
      }
    });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
    return this;
  }

  cut(isCut: boolean): void {
    this.isCut = isCut;
    if (isCut) for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut(true);
    this.#server.close();
  }
}

class Times {
  readonly #all: number[] = [];
  add(value: number): void {
    this.#all.push(value);
  }
  at(share: number): number {
    const sorted = this.#all.toSorted((a, b) => a - b);
    return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  }
  print(name: string, unit: string): void {
    const figure = (share: number): string => `${Math.round(this.at(share))} ${unit}`;
    console.log(
      `${name}: median ${figure(0.5)}, p95 ${figure(0.95)}, longest ${figure(1)} (${this.#all.length})`,
    );
  }
}

function peopleWhoCome(): Person[] {
  return Array.from({ length: options.voters }, (_, i): Person => {
    const key = `P${String(i).padStart(5, '0')}`;
    if (i % 20 === 0) return [key, `Persona ${i}`, 'internet', '', 'yes'];
    if (i % 4 === 1) return [key, `Persona ${i}`, 'walk-in', '', 'yes'];
    return [key, `Persona ${i}`, 'in-person', 'chicago', 'yes'];
  });
}

console.log(`preparing an election for ${options.voters} people …`);
const people = peopleWhoCome();
const [chicago] = miniWithSites.sites;
const template = {
  ...miniWithSites,
  sites: [
    { ...chicago!, starts: '2026-01-01T08:00:00-06:00', ends: '2026-01-01T18:00:00-06:00', walkIns: 1500 },
  ],
};
const world = await SiteSetting.start(people, options.voters + 50, template);
const { setting, voting, registry, persons } = world;
const { election, clock } = setting;
const [site] = election.sites;
const [toRegistry, toVoting] = [await new Wire(registry.url).listen(), await new Wire(voting.url).listen()];
const config = { ...(await world.deskConfig(0)), registry: toRegistry.url, voting: toVoting.url };
const desk = await startDesk(
  { ...config, requestsPerMinute: 1_000_000 },
  { now: () => clock.now(), log: { write: () => undefined } },
);
await desk.desk.staff.add('ana', 'clerk', PIN);
await desk.desk.staff.add('eva', 'supervisor', PIN);
const SUPERVISOR = { name: 'eva', pin: PIN };

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

let session = '';
async function send(path: string, body: object | undefined, token: string): Promise<Reply> {
  const response = await fetch(`${desk.url}/${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...(body && { 'content-type': 'application/json' }), authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Reply['body']) };
}
async function logIn(): Promise<void> {
  session = (await send('login', { name: 'ana', pin: PIN }, 'none')).body['session'] as string;
}
/** Sends a request as a clerk. Logs in again if the session has expired, after half an hour without requests. */
async function ask(path: string, body?: object): Promise<Reply> {
  const first = await send(path, body, session);
  if (first.status !== 401) return first;
  await logIn();
  return send(path, body, session);
}
await logIn();

// The day starts at the site's opening. This clock sets that of all processes.
const morning = site!.starts;
clock.time = morning;
const began = performance.now();
const ticking = setInterval(() => {
  clock.time = Math.floor(morning + ((performance.now() - began) / 1000) * options.speed);
}, 20);
const life = (seconds: number): Promise<void> => wait((1000 * seconds) / options.speed);
/** Returns the local time of Chicago. */
const timeOf = (seconds: number): string => new Date(1000 * (seconds - 6 * HOUR)).toISOString().slice(11, 16);
const until = (time: number): Promise<void> => life(Math.max(0, time - clock.time));
/** Returns the simulated time in seconds, with fractions, which the clock does not have. */
const now = (): number => morning + ((performance.now() - began) / 1000) * options.speed;

interface Visitor {
  readonly key: string;
  readonly came: number;
  card?: string;
}
const waitingForDesk: Visitor[] = [];
const waitingForKiosk: Visitor[] = [];
const secretOf = await readSecret(setting.config.keys.envelopes!, 32);
const { publicKey } = await envelopeOpener(secretOf, 'kept-ballot', election.id);
const times = { desk: new Times(), kiosk: new Times(), queue: new Times(), whole: new Times() };
const count = { served: 0, voted: 0, kept: 0, refused: 0, asked: 0, longest: 0 };
/** Whether the doors are open for people, and whether the desk still serves. */
const open = { doors: true, desk: true };

const device = async (name: string): Promise<string> =>
  (await ask('devices', { name, software: toHex(sha256(new Uint8Array(1))), supervisor: SUPERVISOR })).body[
    'token'
  ] as string;

async function arrive(): Promise<void> {
  const order = people.map(([key]) => ({ key, at: morning + between(0, 9.8 * HOUR) }));
  for (const { key, at } of order.toSorted((a, b) => a.at - b.at)) {
    await until(at);
    waitingForDesk.push({ key, came: now() });
    count.longest = Math.max(count.longest, waitingForDesk.length);
    void ask('queue/arrive', { count: 1 });
  }
  open.doors = false;
}

async function clerk(): Promise<void> {
  while (open.doors || waitingForDesk.length > 0) {
    const visitor = waitingForDesk.shift();
    if (!visitor) {
      await life(5);
      continue;
    }
    const started = performance.now();
    const person = persons.get(visitor.key)!;
    await ask('find', { by: 'credential', text: visitor.key });
    const { body } = await ask('person', { person });
    const needs = body['verdict'] === 'supervisor';
    const given = await ask('issue', {
      person,
      ...(needs && { supervisor: SUPERVISOR, reason: 'prefirió venir' }),
    });
    times.desk.add(performance.now() - started);
    await life(between(20, 50));
    if (given.status !== 200) {
      // While the connection is cut, the desk cannot serve some people. They wait.
      waitingForDesk.push(visitor);
      count.asked += 1;
      await life(20);
      continue;
    }
    count.served += 1;
    times.queue.add((now() - visitor.came) / 60);
    waitingForKiosk.push({ ...visitor, card: given.body['card'] as string });
  }
}

class Kiosk {
  readonly kept: { readonly envelope: Uint8Array; readonly issue: string; readonly ballot: string }[] = [];
  token = '';

  async run(name: string): Promise<void> {
    this.token = await device(name);
    while (open.desk || waitingForKiosk.length > 0) {
      const visitor = waitingForKiosk.shift();
      if (!visitor) {
        await this.deliver();
        await life(5);
        continue;
      }
      await life(between(40, 110)); // reads, chooses, reviews
      const started = performance.now();
      await this.#cast(visitor.card!);
      times.kiosk.add(performance.now() - started);
      times.whole.add((now() - visitor.came) / 60);
      count.voted += 1;
    }
  }

  /** Makes a ballot and stores it, to be sent later. */
  async #cast(text: string): Promise<void> {
    const { issue, code } = parseCard(text);
    const { unit } = parseIssue(issue);
    const credential = deriveCredential(election.id, code);
    const choices = random() < 0.6 ? miniChoices : otherChoices;
    const ballot = setting.ballot({ credential, X: encodeElement(credential.X), unit }, choices);
    const kept = encodeKept({ ticket: makeCardTicket(election.id, credential, issue), ballot });
    const envelope = await sealEnvelope(publicKey, 'kept-ballot', election.id, kept);
    this.kept.push({ envelope, issue: toHex(sha256(issue)), ballot: toHex(sha256(ballot)) });
    if (!(await this.deliver())) count.kept += 1;
  }

  /** Delivers the stored ballots in order, one at a time. Returns whether all are on the board. */
  async deliver(): Promise<boolean> {
    for (let first = this.kept[0]; first; first = this.kept[0]) {
      try {
        const response = await fetch(`${toVoting.url}${votingApi.castEnvelope.path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: Buffer.from(first.envelope),
          signal: AbortSignal.timeout(8_000),
        });
        const body = await response.text();
        if (response.status >= 500 || response.status === 429) return false;
        if (response.status !== 200) {
          count.refused += 1;
          console.log(`refused: ${body}`);
        }
        this.kept.shift();
      } catch {
        return false;
      }
    }
    return true;
  }

  async report(): Promise<void> {
    await this.deliver();
    await send(
      'held',
      { issues: this.kept.map(({ issue }) => issue), ballots: this.kept.map(({ ballot }) => ballot) },
      this.token,
    );
  }
}

async function noon(): Promise<void> {
  await until(morning + 4 * HOUR);
  console.log(`12:00 the link is cut; ${count.voted} have voted`);
  for (const wire of [toRegistry, toVoting]) wire.cut(true);
  await life(60 * options.cut);
  for (const wire of [toRegistry, toVoting]) wire.cut(false);
  console.log(`the link is back; ${count.voted} have voted, ${count.kept} ballots were kept`);
}

await ask('opening', { supervisor: SUPERVISOR });
const clerks = Array.from({ length: options.desks }, clerk);
const kiosks = Array.from({ length: options.kiosks }, () => new Kiosk());
const running = kiosks.map((kiosk, i) => kiosk.run(`kiosco ${i + 1}`));
await Promise.all([arrive(), noon(), Promise.all(clerks).then(() => (open.desk = false)), ...running]);
const over = now();
clearInterval(ticking);
clock.time = Math.max(clock.time, site!.ends);
await logIn();
for (const kiosk of kiosks) await kiosk.report();
const closing = await ask('closing', {
  supervisor: SUPERVISOR,
  explanations: 'Jornada simulada.',
  without: [],
});
if (closing.status !== 204) throw new Error(`closing: ${JSON.stringify(closing.body)}`);
const act = JSON.parse((await ask('acts/closing')).body['act'] as string) as SiteAct;
await desk.stop();
for (const wire of [toRegistry, toVoting]) wire.close();
clock.time = Math.max(clock.time, election.closes + election.manifest.graceSeconds);
await world.officials.close();
await postAdmissions(registry.services);
const [result] = await world.officials.count();
const counted = result!.totals.reduce((sum, votes) => sum + votes, 0);

times.desk.print('system time at the desk (find, look up, card)', 'ms');
times.kiosk.print('system time at the kiosk (encrypt to receipt, or kept)', 'ms');
times.queue.print('from the door to the card', 'min');
times.whole.print('from the door to the receipt', 'min');
console.log(`longest queue at the desk ${count.longest}; the last voted at ${timeOf(over)}`);
console.log(
  `kept without a link ${count.kept}; sent to wait for the link ${count.asked}; refused ${count.refused}`,
);
console.log(
  `act: cards ${act.cards.given}, ballots ${act.board!.ballots}, held ${act.held.ballots}, unused ${act.cards.unused}, conflicts ${act.conflicts}`,
);
console.log(`counted ${counted} of ${options.voters}`);
const code = await runVerifier(setting.config.directory, 'en');
await world.stop();
const isWhole = counted === options.voters && act.cards.unused === 0 && count.refused === 0;
process.exitCode = isWhole && code === 0 ? 0 : 1;
console.log(isWhole ? 'nobody was lost' : 'NOT whole');
