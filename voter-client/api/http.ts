/** Requests of the pages: each failure becomes a fault of the page (contract/faults.ts). @module */

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

/** Authorization of a request: a session, a ticket or a token; or a card's ticket (crypto/record/card-ticket.ts) in base64url. */
export type Authorization = { readonly bearer: string } | { readonly card: string };

export const headerOf = (own: Authorization): string =>
  'bearer' in own ? bearerHeader(own.bearer) : `Card ${own.card}`;

/** Error answer of a server (docs/api.md), with its status. */
export class Refusal extends BoothError {
  readonly status: number;
  /** Seconds after which the server wants to be asked again. */
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

/** Milliseconds until all of a file must be there. */
const FILE_TIMEOUT_MS = 20_000;

export interface File {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file, of `limit` bytes at most: no cookie, no referrer, no redirect. Files that never change may come from
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
