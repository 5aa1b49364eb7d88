/** The registry, as a voter's log-in sees it (docs/api.md). @module */

import { fromHex } from '#crypto/bytes.ts';
import type { Factor } from '../contract/booth.ts';
import { demand, must } from '../contract/faults.ts';
import { ask, numberOf, readJson, textOf, type Json } from './http.ts';

export interface Started {
  readonly login: string;
  readonly next: 'mobile' | 'code';
  /** Of a voter who has been here before. */
  readonly factor: Factor | undefined;
}

export interface Admitted {
  readonly session: string;
  readonly ticket: string;
}

export interface SessionFacts {
  readonly name: string;
  readonly unitCode: string;
  readonly styleId: string;
  readonly expires: number;
}

export class RegistryClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async start(link: string): Promise<Started> {
    const answer = await this.#post('/login', { link });
    const [login, next, factor] = [textOf(answer, 'login'), answer['next'], answer['factor']];
    demand(next === 'mobile' || next === 'code', 'answer-form');
    demand(factor === 'sms' || factor === 'totp' || factor === null, 'answer-form');
    return { login, next, factor: factor ?? undefined };
  }

  async mobile(login: string, digits: string): Promise<void> {
    await this.#post('/login/mobile', { login, digits });
  }

  async resend(login: string): Promise<void> {
    await this.#post('/login/resend', { login });
  }

  /** An authenticator app in place of SMS: gives what the app reads. */
  async setUpApp(login: string): Promise<string> {
    return textOf(await this.#post('/login/app', { login }), 'otpauth');
  }

  /** Gives the challenge over which the credential is shown. */
  async code(login: string, code: string): Promise<Uint8Array> {
    const challenge = textOf(await this.#post('/login/code', { login, code }), 'challenge');
    return must('answer-form', () => fromHex(challenge, 32));
  }

  async credential(login: string, credential: string, proof: string): Promise<Admitted> {
    const answer = await this.#post('/login/credential', { login, credential, proof });
    return { session: textOf(answer, 'session'), ticket: textOf(answer, 'ticket') };
  }

  async session(bearer: string): Promise<SessionFacts> {
    const answer = readJson(await ask(`${this.#url}/session`, { bearer }));
    return {
      name: textOf(answer, 'name'),
      unitCode: textOf((answer['unit'] ?? {}) as Json, 'code'),
      styleId: textOf((answer['style'] ?? {}) as Json, 'id'),
      expires: numberOf(answer, 'expires'),
    };
  }

  /** Says nothing if it fails: a session ends by itself too. */
  async endSession(bearer: string): Promise<void> {
    await ask(`${this.#url}/session/end`, { method: 'POST', bearer, seconds: 3 }).catch(() => undefined);
  }

  async askForLink(email: string): Promise<void> {
    await this.#post('/access/link', { email });
  }

  async #post(path: string, value: Json): Promise<Json> {
    const body = JSON.stringify(value);
    return readJson(
      await ask(`${this.#url}${path}`, { method: 'POST', body, contentType: 'application/json' }),
    );
  }
}
