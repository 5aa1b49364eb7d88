/** The desk's process, as its pages ask it (docs/api.md). Every method rejects with a BoothError. @module */

import type { Static, TSchema } from 'typebox';
import { check } from '#crypto/json-schema.ts';
import { demand, must } from '../contract/faults.ts';
import { ask, readJson, type Request } from '../api/http.ts';
import {
  act as actForm,
  card,
  conflicts,
  people,
  person as personForm,
  queue,
  session,
  signedAct,
  state,
  type Act,
  type ActKind,
  type Card,
  type Conflict,
  type People,
  type Person,
  type Queue,
  type Session,
  type State,
} from './answers.ts';

/** Longer than the desk itself waits for the centre, twice. */
const SECONDS = 25;

export interface Account {
  readonly name: string;
  readonly pin: string;
}

/** An act, and the two files that stand for it: its text byte for byte as it was signed, and the signature. */
export interface ReadAct {
  readonly act: Act;
  readonly text: string;
  readonly signature: string;
}

export class DeskLink {
  #bearer: string | undefined;

  async logIn(account: Account): Promise<Session> {
    const own = await this.#post('login', account, session);
    this.#bearer = own.session;
    return own;
  }

  /** The page forgets its session at once; if the desk does not hear of it, it lapses there. */
  async logOut(): Promise<void> {
    const bearer = this.#bearer;
    this.#bearer = undefined;
    if (bearer === undefined) return;
    await ask('/logout', { method: 'POST', bearer, seconds: 3 }).catch(() => undefined);
  }

  find(by: 'credential' | 'name', text: string): Promise<People> {
    return this.#post('find', { by, text }, people);
  }

  person(id: string): Promise<Person> {
    return this.#post('person', { person: id }, personForm);
  }

  issue(id: string, order: { readonly supervisor?: Account; readonly reason?: string } = {}): Promise<Card> {
    return this.#post('issue', { person: id, ...order }, card);
  }

  spoil(id: string, supervisor: Account, reason: string): Promise<void> {
    return this.#post('spoil', { person: id, supervisor, reason });
  }

  arrive(): Promise<Queue> {
    return this.#post('queue/arrive', { count: 1 }, queue);
  }

  queue(): Promise<Queue> {
    return this.#get('queue', queue);
  }

  state(): Promise<State> {
    return this.#get('state', state);
  }

  open(supervisor: Account): Promise<void> {
    return this.#post('opening', { supervisor });
  }

  close(supervisor: Account, explanations: string, without: readonly string[]): Promise<void> {
    return this.#post('closing', { supervisor, explanations, without });
  }

  async act(kind: ActKind): Promise<ReadAct> {
    const { act: text, signature } = await this.#get(`acts/${kind}`, signedAct);
    const act = must('answer-form', () => JSON.parse(text) as unknown);
    demand(check(actForm, act), 'answer-form');
    return { act, text, signature };
  }

  async conflicts(): Promise<readonly Conflict[]> {
    return (await this.#get('conflicts', conflicts)).conflicts;
  }

  #get<T extends TSchema>(path: string, form: T): Promise<Static<T>> {
    return this.#ask(path, {}, form);
  }

  #post(path: string, body: object): Promise<void>;
  #post<T extends TSchema>(path: string, body: object, form: T): Promise<Static<T>>;
  #post(path: string, body: object, form?: TSchema): Promise<unknown> {
    const request = { method: 'POST', contentType: 'application/json', body: JSON.stringify(body) } as const;
    return this.#ask(path, request, form);
  }

  async #ask<T extends TSchema>(path: string, request: Request, form?: T): Promise<Static<T>> {
    const bearer = this.#bearer;
    const asked = { ...request, seconds: SECONDS, ...(bearer !== undefined && { bearer }) };
    const answer = await ask(`/${path}`, asked);
    if (answer.status === 204 && !form) return undefined as Static<T>;
    const value = readJson(answer);
    demand(form !== undefined && check(form, value), 'answer-form');
    return value;
  }
}
