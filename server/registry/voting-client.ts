/**
 * Client of the voting process with which the registry posts entries and reads stages and credentials. It sends no
 * personal data.
 * @module
 */

import { setTimeout as delay } from 'node:timers/promises';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import { decodeBase64 } from '#crypto/log/text.ts';
import type { ReceiptedEntry } from '#crypto/record/proven-end.ts';
import type { AnswerOf, Endpoint } from '../api/endpoint.ts';
import { ApiError, HttpClient, MalformedAnswer, type CallOptions } from '../api/http-client.ts';
import * as api from '../api/voting.ts';
import { registryProblem } from './problems.ts';

export type VotingStatus = AnswerOf<typeof api.readStatus>;
export type CredentialStatus = AnswerOf<typeof api.readCredential>;

interface RetryPolicy {
  readonly tries: number;
  /** Timeout of each try. */
  readonly timeoutMs: number;
}

const DEFAULT_RETRY: RetryPolicy = { tries: 4, timeoutMs: 20_000 };
/** Retry policy for requests during which a person waits. */
const NO_RETRY: RetryPolicy = { tries: 1, timeoutMs: 3_000 };

export interface VotingClientOptions {
  readonly url: string;
  readonly electionId: Uint8Array;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly firstRetryMs?: number;
}

/** Client of the voting process. Every method rejects with `voting-refused` or `voting-unreachable`. */
export class VotingClient {
  readonly #http: HttpClient;
  readonly #electionId: Uint8Array;
  readonly #firstRetryMs: number;

  constructor({ url, electionId, firstRetryMs = 500 }: VotingClientOptions) {
    this.#http = new HttpClient(url, DEFAULT_RETRY.timeoutMs);
    this.#electionId = electionId;
    this.#firstRetryMs = firstRetryMs;
  }

  /** Returns the status; rejects if the voting process belongs to another election. */
  async status(): Promise<VotingStatus> {
    const status = await this.#call(api.readStatus, {});
    if (status.electionId !== toHex(this.#electionId))
      throw registryProblem('voting-refused', 'another election');
    return status;
  }

  /** Returns the changes of hours on the board with their receipts; nothing in them is verified. Does not retry. */
  async changesOfHours(): Promise<ReceiptedEntry[]> {
    const { changes } = await this.#call(api.readHours, {}, NO_RETRY);
    return changes.map(({ entry, receipt }) => ({ entry: decodeBase64(entry), receipt: utf8(receipt) }));
  }

  /** Posts a signed entry and returns its index. The same bytes may be posted again. */
  async postEntry(entry: Uint8Array): Promise<number> {
    return (await this.#call(api.postEntry, { body: encodeMessage(entry) })).index;
  }

  credential(X: Uint8Array, retrying = DEFAULT_RETRY): Promise<CredentialStatus> {
    return this.#call(api.readCredential, { params: { credential: toHex(X) } }, retrying);
  }

  /** Returns whether a ballot of the credential is on the board. Does not retry. */
  async hasVoted(X: Uint8Array): Promise<boolean> {
    return (await this.credential(X, NO_RETRY)).voted;
  }

  /** Returns the public key under which the voting process accepts tickets. Does not retry. */
  async ticketKey(): Promise<Uint8Array> {
    return fromHex((await this.#call(api.readTicketKey, {}, NO_RETRY)).key, 33);
  }

  /** Resolves once the voting process no longer accepts the ticket. Does not retry: the order is stored. */
  async revokeTicket(order: Uint8Array): Promise<void> {
    await this.#call(api.revokeTicket, { body: order }, NO_RETRY);
  }

  /** Sends a request and retries it if no answer comes: every request may be sent twice. */
  async #call<E extends Endpoint>(
    endpoint: E,
    options: CallOptions<E>,
    { tries, timeoutMs }: RetryPolicy = DEFAULT_RETRY,
  ): Promise<AnswerOf<E>> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.#http.call(endpoint, { ...options, timeoutMs });
      } catch (error) {
        if (error instanceof MalformedAnswer) throw registryProblem('voting-refused', endpoint.id);
        if (error instanceof ApiError && !error.isPassing)
          throw registryProblem('voting-refused', error.code);
      }
      if (tried === tries) throw registryProblem('voting-unreachable');
      await delay(this.#firstRetryMs * 2 ** (tried - 1));
    }
  }
}
