/** Registry and voting process on a real database, with an open election and people in each step of log-in. @module */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import { addMember } from '#server/registry/staff/manage.ts';
import { startVoting } from '#server/voting/process.ts';
import { runVerifier } from '../../election/verify.ts';
import { program } from '../../support/program.ts';
import { Fixture, voters, type Voter } from '../registry/fixture.ts';
import { anytime } from '../support/anytime.ts';
import { Setting } from '../support/running.ts';
import * as votingApi from '#server/api/voting.ts';
import * as logInApi from '#server/api/log-in.ts';
import * as staffApi from '#server/api/staff.ts';

/** Tables that are restored each second, so that requests find people in the same state. */
const RESTORED = ['login', 'session', 'staff_session'] as const;

const MEMBER = { name: 'sara', password: 'una contraseña larga' } as const;

export class Target {
  readonly name: 'registry' | 'voting';
  readonly process: ChildProcess;
  readonly url: string;
  /** Output of the process so far, which is its log. */
  output = '';

  static async start(name: 'registry' | 'voting', config: object, home: string): Promise<Target> {
    const file = join(home, `${name}.json`);
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    const child = spawn(process.execPath, [...program(`server/${name}/main.ts`), file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const isListening = new RegExp(`^${name} listening on (\\S+)$`, 'm');
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!isListening.test(said) && child.exitCode === null) await once(child.stdout, 'data');
    const target = new Target(name, child, isListening.exec(said)?.[1] ?? '');
    if (target.url === '') throw new Error(`${name} did not start: ${said}`);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (target.output += chunk.toString()));
    return target;
  }

  private constructor(name: 'registry' | 'voting', child: ChildProcess, url: string) {
    this.name = name;
    this.process = child;
    this.url = url;
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Returns the last line of the log with level error, or an empty string. */
  get failure(): string {
    return this.output.split('\n').findLast((line) => line.includes('"level":50')) ?? '';
  }

  /** Returns resident memory in MiB. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.process.pid}${votingApi.readStatus.path}`, 'utf8').catch(
      () => '',
    );
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  }

  async stop(): Promise<number | null> {
    if (!this.isAlive) return this.process.exitCode;
    this.process.kill('SIGTERM');
    await once(this.process, 'close');
    return this.process.exitCode;
  }
}

/** Values of a person's log-in and session for use in requests. */
export interface Access {
  readonly voter: Voter;
  readonly person: string;
  readonly votingCode: string;
  readonly link: string;
  /** Ids of log-ins that wait for digits, for a code, and for the credential. */
  readonly logins: readonly string[];
  readonly code: string;
  readonly challenge: string;
  readonly session: string;
}

export class Targets {
  readonly setting: Setting;
  readonly fixture: Fixture;
  readonly registry: Target;
  readonly voting: Target;
  readonly access: readonly Access[];
  readonly staff: string;
  readonly #timer: NodeJS.Timeout;
  readonly #officials: Awaited<ReturnType<Setting['open']>>;

  static async start(people: number, ballots: number): Promise<Targets> {
    const [setting, fixture] = await Promise.all([
      Setting.make(anytime()),
      Fixture.start(undefined, anytime()),
    ]);
    const own = await startVoting(setting.config, { clock: setting.clock, log: { write: () => undefined } });
    const officials = await setting.open(own.url, ballots);
    await own.stop();
    const roll = voters(fixture, people);
    fixture.now = Math.floor(Date.now() / 1000);
    fixture.voting.stage = 'setup';
    await fixture.import(roll.map((voter) => voter.row()));
    await fixture.issue();
    fixture.voting.stage = 'open';
    const access: Access[] = [];
    for (const voter of roll) access.push(await accessOf(fixture, voter));
    const uri = await addMember(
      fixture.services,
      { name: MEMBER.name, by: 'prueba' },
      'supervisor',
      MEMBER.password,
    );
    const secret = new URL(uri).searchParams.get('secret')!;
    const app = new TOTP({ secret, crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });
    const code = await app.generate({ epoch: fixture.now });
    const staff = (await fixture.post(staffApi.logIn.path, { ...MEMBER, code })).body.session as string;
    for (const table of RESTORED)
      await fixture.owner.query(`create table public.saved_${table} as table registry.${table}`);
    await fixture.registry.stop();
    const limits = { requestsPerMinute: 1_000_000_000 };
    return new Targets(
      setting,
      officials,
      fixture,
      await Target.start('registry', { ...fixture.config, ...limits }, fixture.directory),
      await Target.start('voting', { ...setting.config, ...limits }, setting.home),
      access,
      staff,
    );
  }

  private constructor(
    setting: Setting,
    officials: Awaited<ReturnType<Setting['open']>>,
    fixture: Fixture,
    registry: Target,
    voting: Target,
    access: readonly Access[],
    staff: string,
  ) {
    this.setting = setting;
    this.#officials = officials;
    this.fixture = fixture;
    this.registry = registry;
    this.voting = voting;
    this.access = access;
    this.staff = staff;
    this.#timer = setInterval(() => void this.#tick(), 1_000);
    this.setting.clock.time = Math.floor(Date.now() / 1000);
  }

  get all(): readonly Target[] {
    return [this.registry, this.voting];
  }

  /**
   * Advances the clock and restores the log-ins and sessions of all people, so that not all requests are refused at
   * the first check.
   */
  async #tick(): Promise<void> {
    this.setting.clock.time = Math.floor(Date.now() / 1000);
    const restore = RESTORED.map(
      (table) => `delete from registry.${table}; insert into registry.${table} table public.saved_${table}`,
    );
    const emptied = ['guard', 'bucket', 'message', 'factor'].map((table) => `delete from registry.${table}`);
    const alone =
      'select pg_advisory_xact_lock(hashtextextended(id::text, 1)) from registry.person order by id';
    await this.fixture.owner.query([alone, ...emptied, ...restore].join(';')).catch(() => undefined);
  }

  /**
   * Ends both processes, counts and verifies all accepted ballots. Returns the exit codes of the verifier and of the
   * processes.
   */
  async finish(): Promise<{ readonly verdict: number; readonly exits: readonly (number | null)[] }> {
    const exits = [await this.registry.stop(), await this.voting.stop()];
    clearInterval(this.#timer);
    const own = await startVoting(this.setting.config, {
      clock: this.setting.clock,
      log: { write: () => undefined },
    });
    try {
      await this.setting.finish(own.url, this.#officials);
    } finally {
      await own.stop();
    }
    return { verdict: await runVerifier(this.setting.config.directory, 'en'), exits };
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    for (const target of this.all) target.process.kill('SIGKILL');
    await this.fixture.run(); // because `stop` needs a running registry
    await this.fixture.stop();
    await this.setting.end();
  }
}

async function accessOf(fixture: Fixture, voter: Voter): Promise<Access> {
  const link = await voter.link();
  const { session } = await voter.logIn();
  await fixture.pool.query('delete from registry.factor where person = $1', [await voter.person()]);
  const atDigits = (await fixture.post(logInApi.startLogin.path, { link })).body.login as string;
  const atCredential = await voter.begin();
  const code = await voter.sms();
  const { body } = await fixture.post(logInApi.checkCode.path, { login: atCredential, code });
  await fixture.pool.query('delete from registry.factor where person = $1', [await voter.person()]);
  const atCode = await voter.begin();
  return {
    voter,
    person: await voter.person(),
    votingCode: await voter.code(),
    link,
    logins: [atDigits, atCode, atCredential],
    code: await voter.sms(),
    challenge: body.challenge as string,
    session,
  };
}
