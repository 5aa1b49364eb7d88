/** HTTP client of the voting process, for booth, kiosk and check page. @module */

import { utf8 } from '#crypto/bytes.ts';
import { decodeBase64 } from '#crypto/log/text.ts';
import type { AnswerOf } from '#server/api/endpoint.ts';
import { HttpClient } from '#server/api/http-client.ts';
import * as api from '#server/api/voting.ts';
import { isFault, must } from '../contract/faults.ts';
import { call, headerOf, type Authorization } from './http.ts';

/** Answer about an entry. Nothing in it is verified yet. */
export interface Answered {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly receipt: Uint8Array;
}

/** Timeout of a request to cast or challenge. The server itself waits 15 seconds for the board. */
const TIMEOUT_SECONDS = 30;
const READ_TIMEOUT_MS = 20_000;

export class VotingClient {
  readonly #http: HttpClient;

  constructor(url: string) {
    this.#http = new HttpClient(url, 1000 * TIMEOUT_SECONDS);
  }

  async cast(ballot: Uint8Array, authorization: Authorization, seconds = TIMEOUT_SECONDS): Promise<Answered> {
    const options = { body: ballot, authorization: headerOf(authorization), timeoutMs: 1000 * seconds };
    return answered(await call(this.#http, api.castBallot, options));
  }

  async challenge(opening: Uint8Array, authorization: Authorization): Promise<Answered> {
    const options = { body: opening, authorization: headerOf(authorization) };
    return answered(await call(this.#http, api.challengeBallot, options));
  }

  /** Returns the changes of hours on the board with their receipts. Nothing in them is verified yet. */
  async changesOfHours(): Promise<readonly Answered[]> {
    const { changes } = await call(this.#http, api.readHours, { timeoutMs: READ_TIMEOUT_MS });
    return changes.map(answered);
  }

  /** Casts a ballot that a kiosk has stored as an envelope. */
  async castEnvelope(envelope: Uint8Array): Promise<Answered> {
    return answered(await call(this.#http, api.castEnvelope, { body: envelope }));
  }

  /**
   * Finds an entry by its tracker, all of it in hexadecimal or in printed form; returns undefined if it is not on the
   * board.
   */
  async find(tracker: string): Promise<Answered | undefined> {
    try {
      const options = { params: { tracker }, timeoutMs: READ_TIMEOUT_MS };
      return answered(await call(this.#http, api.findTracker, options));
    } catch (error) {
      if (isFault(error, 'not-on-board')) return undefined;
      throw error;
    }
  }

  /** Returns the trackers of the ballots that this credential has cast, oldest first. */
  async castBy(credential: string): Promise<readonly string[]> {
    const options = { params: { credential }, timeoutMs: READ_TIMEOUT_MS };
    return (await call(this.#http, api.readCredential, options)).trackers;
  }
}

function answered({ index, entry, receipt }: AnswerOf<typeof api.castBallot>): Answered {
  return { index, entry: must('answer-form', () => decodeBase64(entry)), receipt: utf8(receipt) };
}
