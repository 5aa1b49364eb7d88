/** Setting for tests of a voting process: PostgreSQL, keys, witnesses, officials and voters of an election. @module */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareBytes, toHex } from '#crypto/bytes.ts';
import { toBase64url } from '#crypto/card.ts';
import { deriveCredential, newCode, type Credential } from '#crypto/credential.ts';
import { softwareSigner, type Signer } from '#crypto/ecdsa.ts';
import { encodeElement, prepare, type Element } from '#crypto/group.ts';
import { cosignNote } from '#crypto/log/note.ts';
import { formatVkey } from '#crypto/log/vkey.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { randomBytes } from '#crypto/random.ts';
import { makeBallot, type Choices } from '#crypto/ballot/ballot.ts';
import { encodeAdmissions, encodeCredentialList, MAX_LIST } from '#crypto/record/office.ts';
import type { ContestResult } from '#crypto/tally/result.ts';
import type { Clock } from '#server/voting/board/clock.ts';
import { BoardClient } from '#server/rehearsal/parties/board-client.ts';
import { Officials } from '#server/rehearsal/parties/officials.ts';
import {
  newParties,
  witnessKey,
  writeManifest,
  type ManifestTemplate,
  type Parties,
  type PublicTrustee,
  type PartyNumbers,
  type WitnessKeys,
} from '#server/rehearsal/parties/parties.ts';
import { signTicket } from '#server/api/ticket.ts';
import type { VotingConfig } from '#server/voting/config.ts';
import { mini } from '../../negative/mini.ts';
import { close, listen } from '../../support/local-server.ts';
import { ownPostgres, testDatabase, type TestDatabase } from '../../support/database.ts';

/** Clock that a test sets, or lets run. */
export class TestClock implements Clock {
  time: number;
  live = false;

  constructor(time: number) {
    this.time = time;
  }

  now(): number {
    return this.live ? Math.floor(Date.now() / 1000) : this.time;
  }

  assertSane(): void {
    // the test sets the time
  }
}

/** Witness that cosigns every checkpoint that it receives, with the test's time, and stores the last. */
export class TestWitness {
  readonly vkey: string;
  answers = true;
  /** Changes the signature line of an answer, given the checkpoint, to simulate a witness that lies. */
  lie: (line: Buffer, note: Buffer) => Uint8Array | Promise<Uint8Array> = (line) => line;
  #last: Uint8Array | undefined;
  readonly #server: Server;

  constructor(keys: WitnessKeys, now: () => number) {
    this.vkey = formatVkey(witnessKey(keys));
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (!this.answers) request.socket.destroy();
        else if (request.method === 'GET') response.writeHead(this.#last ? 200 : 404).end(this.#last);
        else {
          const body = Buffer.concat(chunks);
          const note = body.subarray(body.indexOf('\n\n') + 2);
          this.#last = cosignNote(note, witnessKey(keys), keys.seed, now());
          void Promise.resolve(this.lie(Buffer.from(this.#last.subarray(note.length)), note)).then((answer) =>
            response.end(answer),
          );
        }
      });
    });
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server)}`;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }
}

export interface Voter {
  readonly credential: Credential;
  readonly X: Uint8Array;
  readonly unit: number;
}

const ANYWHERE = { host: '127.0.0.1', port: 0 } as const;

/** Keys, files, database and witnesses that a voting process needs. */
export class Setting {
  readonly election: Election;
  readonly parties: Parties;
  readonly clock: TestClock;
  readonly witnesses: readonly TestWitness[];
  readonly database: TestDatabase;
  readonly home: string;
  readonly config: VotingConfig;
  /** The registry's key for tickets. */
  readonly ticketSigner: Signer;
  /** Secrets of the sites' keys. */
  readonly siteSecrets: readonly Uint8Array[];
  voters: readonly Voter[] = [];
  key: Element | undefined;
  #client: BoardClient | undefined;

  /** Creates a setting. `enrolled`: trustees who act outside of the setting; by default it has its own trustees. */
  static async make(
    template: ManifestTemplate = mini,
    numbers: PartyNumbers = { count: 3, threshold: 2 },
    enrolled?: readonly PublicTrustee[],
    openDatabase = testDatabase,
  ): Promise<Setting> {
    const secrets = { board: randomBytes(32), registrar: randomBytes(32), ticket: randomBytes(32) };
    const siteSecrets = template.sites.map(() => randomBytes(32));
    const parties = {
      ...newParties(enrolled ? { ...numbers, count: 0 } : numbers),
      sites: siteSecrets.map(softwareSigner),
      board: softwareSigner(secrets.board),
      registrar: softwareSigner(secrets.registrar),
    };
    const election = parseManifest(
      writeManifest(template, { ...parties, trustees: enrolled ?? parties.trustees }, numbers),
    );
    const clock = new TestClock(election.opens - 86_400);
    const witnesses = parties.witnesses.map((keys) => new TestWitness(keys, () => clock.now()));
    const database = await openDatabase();
    const home = await mkdtemp(join(tmpdir(), 'sivei-voting-'));
    await chmod(home, 0o755);
    const file = async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(join(home, name), content, { mode: 0o600 });
      return join(home, name);
    };
    await file('registrar.key', toHex(secrets.registrar));
    await file('ticket.key', toHex(secrets.ticket));
    const ticketSigner = softwareSigner(secrets.ticket);
    return new Setting(election, parties, ticketSigner, siteSecrets, clock, witnesses, database, home, {
      database: database.votingUrl,
      listen: ANYWHERE,
      ops: ANYWHERE,
      manifest: await file('manifest.json', election.bytes),
      directory: join(home, 'board'),
      keys: {
        board: { file: await file('board.key', toHex(secrets.board)) },
        log: await file('log.key', toHex(parties.logSeed)),
        ticket: '',
        envelopes: await file('envelopes.key', toHex(randomBytes(32))),
      },
      witnesses: await Promise.all(
        witnesses.map(async (witness) => ({ vkey: witness.vkey, url: await witness.listen() })),
      ),
      threads: 1,
      interval: 20,
      requestsPerMinute: 1_000_000,
    });
  }

  /** Creates a setting with a PostgreSQL that the test may kill, or whose disk it may fill. */
  static onOwnPostgres(): Promise<Setting> {
    return Setting.make(undefined, undefined, undefined, ownPostgres);
  }

  private constructor(
    election: Election,
    parties: Parties,
    ticketSigner: Signer,
    siteSecrets: readonly Uint8Array[],
    clock: TestClock,
    witnesses: readonly TestWitness[],
    database: TestDatabase,
    home: string,
    config: VotingConfig,
  ) {
    this.election = election;
    this.parties = parties;
    this.ticketSigner = ticketSigner;
    this.siteSecrets = siteSecrets;
    this.clock = clock;
    this.witnesses = witnesses;
    this.database = database;
    this.home = home;
    this.config = { ...config, keys: { ...config.keys, ticket: toHex(this.ticketSigner.publicKey) } };
  }

  async end(): Promise<void> {
    for (const witness of this.witnesses) await witness.close();
    await this.database.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  /**
   * Publishes manifest, key ceremony, credentials of `count` voters of the first style, and opening. Returns the
   * officials, who act as authority and trustees.
   */
  async open(url: string, count: number): Promise<Officials> {
    const officials = await this.begin(url);
    await this.listVoters(count);
    this.clock.time = this.election.opens;
    await officials.open(this.roll());
    return officials;
  }

  /** Publishes the manifest. */
  async publish(url: string): Promise<Officials> {
    this.#client = new BoardClient(url, this.election.id);
    const officials = new Officials(this.election, this.parties, this.#client);
    await officials.publishManifest();
    return officials;
  }

  /** Publishes manifest and key ceremony. */
  async begin(url: string): Promise<Officials> {
    const officials = await this.publish(url);
    await officials.holdCeremony();
    this.key = prepare(officials.key);
    return officials;
  }

  async listVoters(count: number): Promise<void> {
    const { units } = this.election.styles[0]!;
    this.voters = Array.from({ length: count }, (_, i) => {
      const credential = deriveCredential(this.election.id, newCode());
      return { credential, X: encodeElement(credential.X), unit: units[i % units.length]! };
    });
    await this.listAll(this.voters);
  }

  /** Publishes credential lists of the first style. */
  async listAll(voters: readonly Pick<Voter, 'X' | 'unit'>[]): Promise<void> {
    const [style] = this.election.styles;
    for (const unit of style!.units) {
      const own = voters
        .filter((voter) => voter.unit === unit)
        .map(({ X }) => X)
        .toSorted(compareBytes);
      for (let i = 0; i < own.length; i += MAX_LIST) {
        const list = { style: style!.position, unit, credentials: own.slice(i, i + MAX_LIST) };
        await this.#client!.post(this.parties.registrar, encodeCredentialList(list));
      }
    }
  }

  roll(): number[] {
    return this.election.manifest.units.map(
      (_, unit) => this.voters.filter((voter) => voter.unit === unit).length,
    );
  }

  /** Publishes closing, admissions, tally, shares and result, at the end of the grace period. */
  async finish(url: string, officials: Officials): Promise<readonly ContestResult[]> {
    await this.close(url, officials);
    return officials.count();
  }

  /** Publishes closing and admissions, by default at the end of the manifest's grace period. */
  async close(
    url: string,
    officials: Officials,
    at = this.election.closes + this.election.manifest.graceSeconds,
  ): Promise<void> {
    const { clock, parties } = this;
    const client = this.#client!;
    client.url = url;
    clock.time = at;
    await officials.close();
    await client.post(parties.registrar, encodeAdmissions({ internet: this.roll() }));
  }

  ballot({ credential, unit }: Voter, choices: Choices, seed = randomBytes(32)): Uint8Array {
    const { election, key } = this;
    return makeBallot({ election, key: key!, style: election.styles[0]!, unit, credential }, choices, seed);
  }

  ticket({ X }: Pick<Voter, 'X'>, notAfter = this.clock.now() + 1800): Promise<string> {
    return signTicket(this.ticketSigner, this.election.id, { id: randomBytes(16), credential: X, notAfter });
  }
}

/** Answer of a server. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Posts bytes, with a ticket of the registry if given. */
export const postBytes = (url: string, bytes: Uint8Array, ticket?: string): Promise<Answer> =>
  post(url, bytes, ticket === undefined ? {} : { authorization: `Bearer ${ticket}` });

/** Posts bytes with the ticket of a site's card. */
export const postWithCard = (url: string, bytes: Uint8Array, ticket: Uint8Array): Promise<Answer> =>
  post(url, bytes, { authorization: `Card ${toBase64url(ticket)}` });

async function post(url: string, bytes: Uint8Array, authorization: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...authorization },
    body: Buffer.from(bytes),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}
