/** Stub of the voting process for tests of the registry, with entries and credentials in memory. @module */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { equalBytes, toHex } from '#crypto/bytes.ts';
import { pathOf, type AnswerOf } from '#server/api/endpoint.ts';
import type { ErrorBody } from '#server/api/schemas.ts';
import {
  postEntry,
  readCredential,
  readHours,
  readStatus,
  readTicketKey,
  revokeTicket,
} from '#server/api/voting.ts';
import { close, listen } from '../../support/local-server.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { checkEntrySignature } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseCredentialList, parseRevocation, type CredentialList } from '#crypto/record/office.ts';
import { encodeElement } from '#crypto/group.ts';

const errorOf = (error: string): ErrorBody => ({ error, title: 'An error of the stub.' });

export class StubVoting {
  readonly entries: Uint8Array[] = [];
  readonly listed = new Set<string>();
  readonly revoked = new Set<string>();
  readonly voted = new Set<string>();
  /** Orders to revoke a ticket, in order of arrival. */
  readonly orders: Uint8Array[] = [];
  stage: AnswerOf<typeof readStatus>['stage'] = 'setup';
  /** Changes of hours that are reported. */
  changes: AnswerOf<typeof readHours>['changes'] = [];
  /** Key under which tickets are accepted, in hexadecimal. */
  ticketKey: string;
  /** Called before a request with this path is handled. May throw, which breaks the connection. */
  before: (path: string) => void = () => undefined;
  /** Called after a request was handled, before the answer. If it throws, only the answer is lost. */
  after: (path: string) => void = () => undefined;

  readonly #election: Election;
  readonly #server: Server;

  static async start(election: Election, ticketKey: string): Promise<StubVoting> {
    const stub = new StubVoting(election, ticketKey);
    await listen(stub.#server);
    return stub;
  }

  private constructor(election: Election, ticketKey: string) {
    this.#election = election;
    this.ticketKey = ticketKey;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => request.socket.destroy());
    });
  }

  reset(): void {
    this.entries.length = 0;
    this.orders.length = 0;
    for (const set of [this.listed, this.revoked, this.voted]) set.clear();
    this.stage = 'setup';
    this.changes = [];
    this.before = () => undefined;
    this.after = () => undefined;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await close(this.#server);
  }

  get lists(): CredentialList[] {
    return this.entries.filter((entry) => entry[0] === Kind.credentials).map(parseCredentialList);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.before(path);
    const [status, body] = this.#work(path, Uint8Array.from(Buffer.concat(chunks)));
    this.after(path);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  #work(path: string, body: Uint8Array): [number, unknown?] {
    if (path === readStatus.path) return [200, this.#status()];
    if (path === readHours.path) return [200, { changes: this.changes }];
    if (path === postEntry.path) return this.#append(body);
    if (path === readTicketKey.path) return [200, { key: this.ticketKey }];
    if (path === revokeTicket.path) {
      this.orders.push(body);
      return [204];
    }
    const X = /[0-9a-f]{64}$/.exec(path)?.[0] ?? '';
    if (path !== pathOf(readCredential, { credential: X })) return [404, errorOf('not-found')];
    const [listed, revoked, voted] = [this.listed, this.revoked, this.voted].map((own) => own.has(X));
    return [200, { listed, revoked, voted, trackers: [] }];
  }

  #status(): AnswerOf<typeof readStatus> {
    const { id, opens, closes } = this.#election;
    return {
      electionId: toHex(id),
      stage: this.stage,
      clock: 0,
      opens,
      closes,
      graceEnds: closes,
      size: this.entries.length,
      ballots: 0,
      challenged: 0,
      run: 0,
      culprits: [],
    };
  }

  #append(body: Uint8Array): [number, unknown] {
    const length = new DataView(body.buffer).getUint32(0);
    const entry = body.subarray(4, 4 + length);
    if (body.length !== 4 + length) return [400, errorOf('malformed')];
    const known = this.entries.findIndex((own) => equalBytes(own, entry));
    if (known >= 0) return [200, { index: known }];
    if (!checkEntrySignature(this.#election.registrarKey, this.#election.id, entry))
      return [422, errorOf('entry-signature')];
    if (entry[0] === Kind.credentials) {
      const { credentials } = parseCredentialList(entry);
      const names = credentials.map(toHex);
      // As on the board, a credential that is already listed makes the whole list void.
      if (this.stage !== 'setup' || names.some((X) => this.listed.has(X)))
        return [422, errorOf('entry-refused')];
      for (const X of names) this.listed.add(X);
    }
    if (entry[0] === Kind.revocation) {
      const X = toHex(encodeElement(parseRevocation(entry).credential));
      if (!this.listed.has(X) || this.revoked.has(X)) return [422, errorOf('entry-refused')];
      this.revoked.add(X);
    }
    this.entries.push(entry);
    return [200, { index: this.entries.length - 1 }];
  }
}
