/** HTTP client of the voting process, for the authority and the trustees of a rehearsal. @module */

import { signEntry, type EntrySigner } from '#crypto/entry/entry.ts';
import { encodeMessage } from '#crypto/entry/message.ts';
import type { AnswerOf } from '../../api/endpoint.ts';
import { HttpClient } from '../../api/http-client.ts';
import { postEntry, readStatus } from '../../api/voting.ts';

export type BoardStatus = AnswerOf<typeof readStatus>;

/** Time limit of a request; a busy machine may take long to publish. */
const TIMEOUT_MS = 120_000;

export class BoardClient {
  readonly #http: HttpClient;
  readonly #electionId: Uint8Array;

  constructor(url: string, electionId: Uint8Array) {
    this.#http = new HttpClient(url, TIMEOUT_MS);
    this.#electionId = electionId;
  }

  get url(): string {
    return this.#http.url;
  }

  /** Sets the server's address, after the server has moved. */
  set url(url: string) {
    this.#http.url = url;
  }

  /** Signs an entry (its kind and body), posts it with its blob, and returns it and its index once it is published. */
  async post(
    signer: EntrySigner,
    unsigned: Uint8Array,
    blob?: Uint8Array,
  ): Promise<{ readonly entry: Uint8Array; readonly index: number }> {
    const entry = await signEntry(signer, this.#electionId, unsigned);
    const { index } = await this.#http.call(postEntry, { body: encodeMessage(entry, blob) });
    return { entry, index };
  }

  status(): Promise<BoardStatus> {
    return this.#http.call(readStatus, {});
  }

  /** Resolves once the election is in `stage`. */
  async reached(stage: string): Promise<BoardStatus> {
    for (;;) {
      const status = await this.status();
      if (status.stage === stage) return status;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async blob(hash: string): Promise<Uint8Array> {
    const response = await fetch(`${this.url}/board/blob/${hash}`);
    if (!response.ok) throw new Error(`blob: status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}
