/**
 * Real registry for tests, with its own database, keys and messages, and a stub in place of the voting process.
 * @module
 */

import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { fromHex, toHex } from '#crypto/bytes.ts';
import { softwareSigner } from '#crypto/ecdsa.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import { randomBytes } from '#crypto/random.ts';
import type { RegistryConfig } from '#server/registry/config.ts';
import { issueCredentials } from '#server/registry/issue/issue.ts';
import { releaseMessages } from '#server/registry/outbox/release.ts';
import { startRegistry, type Registry } from '#server/registry/registry.ts';
import { importRoll } from '#server/registry/roll/import.ts';
import type { RollFault } from '#server/registry/roll/faults.ts';
import { newParties, writeManifest, type ManifestTemplate } from '#server/rehearsal/parties/parties.ts';
import { mini } from '../../negative/mini.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { threeTrustees } from '../../support/elections.ts';
import { StubVoting } from './stub-voting.ts';
import { registryIn } from '../support/registry.ts';
import * as logInApi from '#server/api/log-in.ts';

export const HEADER = 'voter_key,name,unit,style,modality,email,mobile';

export interface Sent {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line typescript/no-explicit-any -- tests read answers of any form
  readonly body: any;
  readonly headers: Headers;
}

export class Fixture {
  readonly directory: string;
  readonly database: TestDatabase;
  readonly election: Election;
  readonly voting: StubVoting;
  readonly config: RegistryConfig;
  registry: Registry;
  /** Connections of the registry's role, to inspect its tables. */
  readonly pool: Pool;
  /** Connections of the database's owner. */
  readonly owner: Pool;
  /** Time of the registry's clock, in POSIX seconds. */
  now: number;
  /** Log output so far. */
  log = '';

  static async start(
    change: (config: RegistryConfig) => RegistryConfig = (same) => same,
    template: ManifestTemplate = mini,
  ): Promise<Fixture> {
    const directory = await mkdtemp(join(tmpdir(), 'sivei-registry-'));
    const database = await testDatabase();
    const parties = newParties(threeTrustees);
    const [registrarSecret, ticketSecret] = [randomBytes(32), randomBytes(32)];
    const manifest = writeManifest(
      template,
      { ...parties, registrar: softwareSigner(registrarSecret) },
      threeTrustees,
    );
    const election = parseManifest(manifest);
    const voting = await StubVoting.start(election, toHex(softwareSigner(ticketSecret).publicKey));
    const file = (name: string): string => join(directory, name);
    await writeFile(file('manifest.json'), manifest);
    await writeFile(file('registrar.key'), toHex(registrarSecret), { mode: 0o600 });
    await writeFile(file('ticket.key'), toHex(ticketSecret), { mode: 0o600 });
    const config = change(await registryIn(directory, database, voting.url));
    const fixture = new Fixture(directory, database, election, voting, config);
    await fixture.run();
    return fixture;
  }

  private constructor(
    directory: string,
    database: TestDatabase,
    election: Election,
    voting: StubVoting,
    config: RegistryConfig,
  ) {
    this.directory = directory;
    this.database = database;
    this.election = election;
    this.voting = voting;
    this.config = config;
    this.now = election.opens - 86_400;
    this.pool = new Pool({ connectionString: database.registryUrl });
    this.owner = new Pool({ connectionString: database.ownerUrl });
    for (const pool of [this.pool, this.owner]) pool.on('error', () => undefined);
    this.registry = undefined as unknown as Registry; // `run` follows
  }

  /** Starts the registry. Another call starts one more on the same database. */
  async run(): Promise<void> {
    this.registry = await startRegistry(this.config, {
      now: () => this.now,
      log: { write: (line) => (this.log += line) },
      timers: false,
      firstRetryMs: 1,
    });
  }

  async stop(): Promise<void> {
    await this.registry.stop();
    await Promise.all([this.pool.end(), this.owner.end()]);
    await this.voting.stop();
    await this.database.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Resets roll and board to empty, before the opening. Staff accounts remain. */
  async reset(): Promise<void> {
    await this.owner.query(
      `truncate registry.person, registry.credential, registry.link, registry.factor, registry.login, registry.guard,
         registry.bucket, registry.used_step, registry.session, registry.ticket_revocation, registry.admission,
         registry.link_request, registry.message, registry.change_request`,
    );
    await rm(join(this.directory, 'outbox'), { recursive: true, force: true });
    await mkdir(join(this.directory, 'outbox'), { mode: 0o700 });
    this.voting.reset();
    this.now = this.election.opens - 86_400;
  }

  get services(): Registry['services'] {
    return this.registry.services;
  }

  /** Imports rows of the roll, given without the header. Returns the number of people and the faults. */
  async import(rows: readonly string[], header = HEADER): Promise<{ people: number; faults: RollFault[] }> {
    const file = join(this.directory, 'roll.csv');
    await writeFile(file, [header, ...rows, ''].join('\n'));
    await chmod(file, 0o600);
    const faults: RollFault[] = [];
    const { people } = await importRoll(
      this.services,
      { file, by: 'una operadora' },
      {
        fault: (fault) => faults.push(fault),
      },
    );
    return { people, faults };
  }

  async issue(): Promise<void> {
    await issueCredentials(this.services);
    await releaseMessages(this.services, 'una operadora');
    await this.registry.drain();
  }

  open(): void {
    this.voting.stage = 'open';
    this.now = this.election.opens;
  }

  /** Returns all messages so far, oldest first. */
  async outbox(): Promise<Sent[]> {
    const folder = join(this.directory, 'outbox');
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
    return Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Sent),
    );
  }

  /** Returns the first group of `form` in the newest message to a recipient that matches it. Throws if none does. */
  async lastTo(to: string, form: RegExp): Promise<string> {
    await this.registry.drain();
    const found = (await this.outbox()).toReversed().find((sent) => sent.to === to && form.test(sent.text));
    const match = found && form.exec(found.text);
    if (!match?.[1]) throw new Error('no such message');
    return match[1];
  }

  async post(path: string, body: unknown, bearer?: string): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  async get(path: string, bearer?: string): Promise<Answer> {
    return this.ask(path, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });
  }

  async ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.registry.url + path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      headers: response.headers,
    };
  }
}

/** Voter on the roll, who can log in. */
export class Voter {
  readonly fixture: Fixture;
  readonly email: string;
  readonly mobile: string;
  readonly key: string;

  constructor(fixture: Fixture, number: number) {
    this.fixture = fixture;
    this.key = `CLAVE${String(number).padStart(6, '0')}`;
    this.email = `votante${number}@correo.example`;
    this.mobile = `+5255${String(10_000_000 + number)}`;
  }

  row(unit = '09', style = 'completa'): string {
    return `${this.key},Persona ${this.key},${unit},${style},internet,${this.email},${this.mobile}`;
  }

  link(): Promise<string> {
    return this.fixture.lastTo(this.email, /#([A-Za-z0-9_-]{43})$/m);
  }

  code(): Promise<string> {
    return this.fixture.lastTo(this.email, /^((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$/m);
  }

  sms(): Promise<string> {
    return this.fixture.lastTo(this.mobile, /^(\d{6}) es tu/);
  }

  async person(): Promise<string> {
    const { rows } = await this.fixture.pool.query<{ id: string }>(
      'select id from registry.person where email = $1',
      [this.email],
    );
    return rows[0]!.id;
  }

  async X(): Promise<Uint8Array> {
    return encodeElement(deriveCredential(this.fixture.election.id, await this.code()).X);
  }

  async show(login: string, challenge: string, code?: string): Promise<Answer> {
    const { election } = this.fixture;
    const credential = deriveCredential(election.id, code ?? (await this.code()));
    return this.fixture.post(logInApi.finishLogin.path, {
      login,
      credential: toHex(encodeElement(credential.X)),
      proof: toHex(provePossession(election.id, credential, fromHex(challenge, 32))),
    });
  }

  /** Logs in up to the code of the second factor, sent by SMS. The first time the mobile's digits are asked, too. */
  async begin(): Promise<string> {
    const { fixture } = this;
    const { body } = await fixture.post(logInApi.startLogin.path, { link: await this.link() });
    if (body.next === 'mobile')
      await fixture.post(logInApi.checkMobile.path, { login: body.login, digits: this.mobile.slice(-4) });
    return body.login;
  }

  /** Logs in completely, by SMS. */
  async logIn(): Promise<{ session: string; ticket: string; notAfter: number }> {
    const login = await this.begin();
    const { body } = await this.fixture.post(logInApi.checkCode.path, { login, code: await this.sms() });
    const admitted = await this.show(login, body.challenge);
    if (admitted.status !== 200) throw new Error(`log-in: ${admitted.body.error}`);
    return admitted.body;
  }
}

export const voters = (fixture: Fixture, count: number, first = 1): Voter[] =>
  Array.from({ length: count }, (_, i) => new Voter(fixture, first + i));
