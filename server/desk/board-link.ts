/**
 * Client of the voting process for a site's desk: posts entries and reads counts; no ballot passes through it.
 * @module
 */

import { concat, fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import { decodeBase64 } from '#crypto/log/text.ts';
import type { ReceiptedEntry } from '#crypto/record/proven-end.ts';
import type { AnswerOf } from '../api/endpoint.ts';
import { ApiError, HttpClient } from '../api/http-client.ts';
import * as api from '../api/voting.ts';
import { CENTRE_TIMEOUT_MS, orNoLink } from './no-link.ts';

export type SiteNumbers = AnswerOf<typeof api.readSite>;

/** Client of the voting process. Every method rejects with NoLink if it does not answer. */
export class BoardLink {
  readonly #http: HttpClient;

  constructor(url: string) {
    this.#http = new HttpClient(url, CENTRE_TIMEOUT_MS);
  }

  /**
   * Posts an entry. Returns undefined if it is on the board, or else the reason for its refusal. The call may be
   * repeated.
   */
  async post(entry: Uint8Array, blob?: Uint8Array): Promise<string | undefined> {
    try {
      await orNoLink(this.#http.call(api.postEntry, { body: encodeMessage(entry, blob) }));
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.detail === undefined ? error.code : `${error.code}: ${error.detail}`;
    }
  }

  /** Returns the state of a credential; `X`: its encoding. */
  credential(X: Uint8Array): Promise<AnswerOf<typeof api.readCredential>> {
    return orNoLink(this.#http.call(api.readCredential, { params: { credential: toHex(X) } }));
  }

  /** Returns the site's counts; `position`: index of the site in the manifest. */
  numbers(position: number): Promise<SiteNumbers> {
    return orNoLink(this.#http.call(api.readSite, { params: { site: String(position) } }));
  }

  /** Returns the changes of hours on the board, with their receipts; nothing in them is verified. */
  async changesOfHours(): Promise<ReceiptedEntry[]> {
    const { changes } = await orNoLink(this.#http.call(api.readHours, {}));
    return changes.map(({ entry, receipt }) => ({ entry: decodeBase64(entry), receipt: utf8(receipt) }));
  }

  /** Returns those of the hashes (SHA-256 of entries, in hexadecimal) whose entries are on the board already. */
  async arrived(position: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let i = 0; i < hashes.length; i += api.MAX_ARRIVED_HASHES) {
      const body = concat(...hashes.slice(i, i + api.MAX_ARRIVED_HASHES).map((hash) => fromHex(hash, 32)));
      const params = { site: String(position) };
      const { arrived } = await orNoLink(this.#http.call(api.readArrived, { params, body }));
      for (const hash of arrived) found.add(hash);
    }
    return found;
  }
}
