/** HTTP requests of the pages, in which every failure becomes a fault of the page (contract/faults.ts). @module */

import {
  MalformedAnswer,
  ApiError,
  bearerHeader,
  HttpClient,
  readAll,
  type CallOptions,
} from '#server/api/http-client.ts';
import type { AnswerOf, Endpoint } from '#server/api/endpoint.ts';
import { BoothError, type BoothFault } from '../contract/booth.ts';
import { fault } from '../contract/faults.ts';

/**
 * Authorization of a request: `bearer` is a session, a ticket or a token; `card` is a card's ticket
 * (crypto/record/card-ticket.ts) in base64url.
 */
export type Authorization = { readonly bearer: string } | { readonly card: string };

export const headerOf = (own: Authorization): string =>
  'bearer' in own ? bearerHeader(own.bearer) : `Card ${own.card}`;

/** Error answer of a server (docs/api.md), with its HTTP status. */
export class Refusal extends BoothError {
  readonly status: number;
  /** Number of seconds after which the server accepts another attempt; undefined if it does not say. */
  readonly retryAfter: number | undefined;

  constructor({ status, code, detail, retryAfter }: ApiError) {
    super({ code, ...(detail !== undefined && { detail }) } satisfies BoothFault);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Calls an endpoint; rejects with Refusal, `network` or `answer-form`. */
export async function call<E extends Endpoint>(
  http: HttpClient,
  endpoint: E,
  options: CallOptions<E>,
): Promise<AnswerOf<E>> {
  try {
    return await http.call(endpoint, options);
  } catch (error) {
    if (error instanceof ApiError) throw new Refusal(error);
    throw fault(error instanceof MalformedAnswer ? 'answer-form' : 'network');
  }
}

/** Timeout for reading all of a file. */
const FILE_TIMEOUT_MS = 20_000;

export interface File {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of at most `limit` bytes, without cookies, referrer or redirects. Files that never change may come from
 * the browser's cache. Rejects with `network` or `answer-form`.
 */
export async function readFile(
  url: string,
  { limit = 1_000_000, cache = 'no-store' }: { readonly limit?: number; readonly cache?: RequestCache } = {},
): Promise<File> {
  try {
    const response = await fetch(url, {
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache,
      signal: AbortSignal.timeout(FILE_TIMEOUT_MS),
    });
    return { status: response.status, bytes: await readAll(response, limit) };
  } catch (error) {
    throw fault(error instanceof MalformedAnswer ? 'answer-form' : 'network');
  }
}
