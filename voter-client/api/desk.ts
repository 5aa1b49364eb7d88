/**
 * HTTP client of a site's desk, for the desk's pages and for kiosks. Every method rejects with a BoothError.
 * @module
 */

import { check } from '#crypto/json-schema.ts';
import * as api from '#server/api/desk.ts';
import type { AnswerOf, BodyOf, Endpoint } from '#server/api/endpoint.ts';
import { HttpClient, type CallOptions } from '#server/api/http-client.ts';
import type { QueuedBallot, Opening } from '../contract/kiosk.ts';
import { demand, must } from '../contract/faults.ts';
import { call, headerOf } from './http.ts';

export type Session = AnswerOf<typeof api.logIn>;
export type People = AnswerOf<typeof api.find>;
export type Person = AnswerOf<typeof api.readPerson>;
export type Card = AnswerOf<typeof api.issue>;
export type Queue = AnswerOf<typeof api.readQueue>;
export type State = AnswerOf<typeof api.readState>;
export type Act = api.SiteAct;
export type ActKind = Act['kind'];
export type Conflict = AnswerOf<typeof api.listConflicts>['conflicts'][number];
export type Account = BodyOf<typeof api.logIn>;

/** Signed act of the opening or closing of a site: the text byte for byte as it was signed, and the signature. */
export interface ReadAct {
  readonly act: Act;
  readonly text: string;
  readonly signature: string;
}

/**
 * Timeout of requests from the desk's pages: longer than twice the time that the desk itself waits for the central
 * servers.
 */
const TIMEOUT_MS = 25_000;
/** Timeout of requests from a kiosk; the desk is in the same building. */
const KIOSK_TIMEOUT_MS = 10_000;
const FAREWELL_TIMEOUT_MS = 3_000;

export class DeskClient {
  readonly #http: HttpClient;
  #bearer: string | undefined;

  /** Takes the base address of the desk, which is empty for the desk's own pages. */
  constructor(url = '') {
    this.#http = new HttpClient(url, TIMEOUT_MS);
  }

  async logIn(account: Account): Promise<Session> {
    const own = await this.#call(api.logIn, { body: account });
    this.#bearer = own.session;
    return own;
  }

  /**
   * Ends the session. The page forgets it at once; if the request does not reach the desk, the session expires there.
   */
  async logOut(): Promise<void> {
    const bearer = this.#bearer;
    this.#bearer = undefined;
    if (bearer === undefined) return;
    const options = { authorization: headerOf({ bearer }), timeoutMs: FAREWELL_TIMEOUT_MS };
    await call(this.#http, api.logOut, options).catch(() => undefined);
  }

  find(by: 'credential' | 'name', text: string): Promise<People> {
    return this.#call(api.find, { body: { by, text } });
  }

  person(id: string): Promise<Person> {
    return this.#call(api.readPerson, { body: { person: id } });
  }

  issue(id: string, order: { readonly supervisor?: Account; readonly reason?: string } = {}): Promise<Card> {
    return this.#call(api.issue, { body: { person: id, ...order } });
  }

  async spoil(id: string, supervisor: Account, reason: string): Promise<void> {
    await this.#call(api.spoil, { body: { person: id, supervisor, reason } });
  }

  arrive(): Promise<Queue> {
    return this.#call(api.addToQueue, { body: { count: 1 } });
  }

  queue(): Promise<Queue> {
    return this.#call(api.readQueue, {});
  }

  state(): Promise<State> {
    return this.#call(api.readState, {});
  }

  async open(supervisor: Account): Promise<void> {
    await this.#call(api.open, { body: { supervisor } });
  }

  async close(supervisor: Account, explanations: string, without: readonly string[]): Promise<void> {
    await this.#call(api.close, { body: { supervisor, explanations, without: [...without] } });
  }

  async act(kind: ActKind): Promise<ReadAct> {
    const { act: text, signature } = await this.#call(api.readAct, { params: { kind } });
    const act = must('answer-form', () => JSON.parse(text) as unknown);
    demand(check(api.act, act), 'answer-form');
    return { act, text, signature };
  }

  async conflicts(): Promise<readonly Conflict[]> {
    return (await this.#call(api.listConflicts, {})).conflicts;
  }

  /**
   * Registers a kiosk and returns the token with which it identifies itself to the desk. `software`: SHA-256 of the
   * kiosk's program, in hexadecimal.
   */
  async register({ name, supervisor }: Opening, software: string): Promise<string> {
    const options = { body: { name, software, supervisor }, timeoutMs: KIOSK_TIMEOUT_MS };
    return (await call(this.#http, api.addDevice, options)).token;
  }

  /** Reports the ballots that a kiosk still holds, for the closing of the site (spec §11.5). */
  async reportHeld(token: string, held: readonly QueuedBallot[]): Promise<void> {
    const hashes = (kind: 'issue' | 'ballot'): string[] => [...new Set(held.map((own) => own[kind]))];
    await call(this.#http, api.reportHeld, {
      body: { issues: hashes('issue'), ballots: hashes('ballot') },
      authorization: headerOf({ bearer: token }),
      timeoutMs: KIOSK_TIMEOUT_MS,
    });
  }

  #call<E extends Endpoint>(endpoint: E, options: CallOptions<E>): Promise<AnswerOf<E>> {
    const bearer = this.#bearer;
    return call(this.#http, endpoint, {
      ...options,
      ...(bearer !== undefined && { authorization: headerOf({ bearer }) }),
    });
  }
}
