/** Client of the registry for a site's desk. @module */

import { toHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { deskGreeting } from '../api/desk-greeting.ts';
import type { AnswerOf, Endpoint } from '../api/endpoint.ts';
import { registryErrors, type ErrorCatalogue } from '../api/errors.ts';
import { ApiError, bearerHeader, HttpClient, type CallOptions } from '../api/http-client.ts';
import * as api from '../api/sites.ts';
import { Problem } from '../shared/http/problem.ts';
import { CENTRE_TIMEOUT_MS, NoLink, orNoLink } from './no-link.ts';

export type FoundPerson = AnswerOf<typeof api.find>['people'][number];
export type RegistryStatus = AnswerOf<typeof api.readPerson>;
export type Claimed = AnswerOf<typeof api.claim>;
export type Conflict = AnswerOf<typeof api.reconcile>['conflicts'][number];

/** Accounts of the desk that are responsible for a request: the clerk, and the supervisor who approved it. */
export interface By {
  readonly clerk: string;
  readonly supervisor?: string | undefined;
  readonly reason?: string | undefined;
}

export interface RegistryLinkOptions {
  readonly url: string;
  readonly electionId: Uint8Array;
  /** Index of the site in the manifest. */
  readonly site: number;
  readonly signer: Signer;
  readonly now: () => number;
}

/** Time before the end of a session at which the session is renewed. */
const RENEWAL_SECONDS = 60;

/**
 * Client of the registry. Every method rejects with NoLink if the registry does not answer, and with Problem if it
 * answers with an error.
 */
export class RegistryLink {
  readonly #options: RegistryLinkOptions;
  readonly #http: HttpClient;
  #session: AnswerOf<typeof api.openSession> | undefined;

  constructor(options: RegistryLinkOptions) {
    this.#options = options;
    this.#http = new HttpClient(options.url, CENTRE_TIMEOUT_MS);
  }

  async find(by: 'voterKey' | 'name', text: string, clerk: string): Promise<FoundPerson[]> {
    return (await this.#call(api.find, { body: { by, text, clerk } })).people;
  }

  status(person: string, clerk: string): Promise<RegistryStatus> {
    return this.#call(api.readPerson, { body: { person, clerk } });
  }

  claim(person: string, claim: string, by: By): Promise<Claimed> {
    return this.#call(api.claim, { body: { person, claim, ...authorOf(by) } });
  }

  async spoil(person: string, claim: string, credential: Uint8Array, by: By): Promise<void> {
    await this.#call(api.spoil, { body: { person, claim, credential: toHex(credential), ...authorOf(by) } });
  }

  /**
   * Reports claims that were made without a link. Returns those that the registry would have refused, with the reasons.
   */
  async reconcile(claims: { person: string; claim: string }[], clerk: string): Promise<Conflict[]> {
    return (await this.#call(api.reconcile, { body: { clerk, claims } })).conflicts;
  }

  async #call<E extends Endpoint>(endpoint: E, options: CallOptions<E>): Promise<AnswerOf<E>> {
    try {
      return await this.#callInSession(endpoint, options);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const kind = (registryErrors as ErrorCatalogue)[error.code];
      throw kind ? new Problem(error.code, kind, error.detail) : new NoLink();
    }
  }

  async #callInSession<E extends Endpoint>(endpoint: E, options: CallOptions<E>): Promise<AnswerOf<E>> {
    const send = async (bearer: string): Promise<AnswerOf<E>> =>
      orNoLink(this.#http.call(endpoint, { ...options, authorization: bearerHeader(bearer) }));
    try {
      return await send(await this.#bearer());
    } catch (error) {
      // The registry may have restarted since and lost the session.
      if (error instanceof ApiError && error.status === 401) return send(await this.#bearer(true));
      throw error;
    }
  }

  async #bearer(isRenewed = false): Promise<string> {
    const { site, signer, electionId, now } = this.#options;
    const seconds = now();
    if (isRenewed || !this.#session || seconds > this.#session.expires - RENEWAL_SECONDS) {
      const signature = toHex(await signer.sign(deskGreeting(electionId, site, seconds)));
      this.#session = await orNoLink(
        this.#http.call(api.openSession, { body: { site, seconds, signature } }),
      );
    }
    return this.#session.session;
  }
}

/** Copies the author without members that are undefined. */
const authorOf = ({
  clerk,
  supervisor,
  reason,
}: By): { clerk: string; supervisor?: string; reason?: string } => ({
  clerk,
  ...(supervisor !== undefined && { supervisor }),
  ...(reason !== undefined && { reason }),
});
