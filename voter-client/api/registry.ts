/** HTTP client of the registry, for a voter's log-in. @module */

import { fromHex } from '#crypto/bytes.ts';
import { HttpClient } from '#server/api/http-client.ts';
import * as api from '#server/api/log-in.ts';
import type { Factor } from '../contract/booth.ts';
import { demand } from '../contract/faults.ts';
import { call, headerOf } from './http.ts';

export interface Started {
  readonly login: string;
  readonly next: 'mobile' | 'code';
  /** Second factor of a voter who has logged in before; undefined at the first access. */
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

const TIMEOUT_MS = 20_000;
const FAREWELL_TIMEOUT_MS = 3_000;

export class RegistryClient {
  readonly #http: HttpClient;

  constructor(url: string) {
    this.#http = new HttpClient(url, TIMEOUT_MS);
  }

  async start(link: string): Promise<Started> {
    const { login, next, factor } = await call(this.#http, api.startLogin, { body: { link } });
    demand(next !== 'credential', 'answer-form');
    return { login, next, factor: factor ?? undefined };
  }

  async mobile(login: string, digits: string): Promise<void> {
    await call(this.#http, api.checkMobile, { body: { login, digits } });
  }

  async resend(login: string): Promise<void> {
    await call(this.#http, api.resendCode, { body: { login } });
  }

  /** Sets up an authenticator app in place of SMS; returns the `otpauth:` address that the app reads. */
  async setUpApp(login: string): Promise<string> {
    return (await call(this.#http, api.setUpApp, { body: { login } })).otpauth;
  }

  /**
   * Submits the code of the second factor; returns the challenge for the proof of possession of the credential, 32
   * bytes.
   */
  async code(login: string, code: string): Promise<Uint8Array> {
    return fromHex((await call(this.#http, api.checkCode, { body: { login, code } })).challenge, 32);
  }

  async credential(login: string, credential: string, proof: string): Promise<Admitted> {
    return call(this.#http, api.finishLogin, { body: { login, credential, proof } });
  }

  async session(bearer: string): Promise<SessionFacts> {
    const options = { authorization: headerOf({ bearer }) };
    const { name, unit, style, expires } = await call(this.#http, api.readSession, options);
    return { name, unitCode: unit.code, styleId: style.id, expires };
  }

  /** Ends the session. Never rejects, because a session also expires by itself. */
  async endSession(bearer: string): Promise<void> {
    const options = { authorization: headerOf({ bearer }), timeoutMs: FAREWELL_TIMEOUT_MS };
    await call(this.#http, api.endSession, options).catch(() => undefined);
  }

  async askForLink(email: string): Promise<void> {
    await call(this.#http, api.askForLink, { body: { email } });
  }
}
