/**
 * Client of the HTTP APIs, for Node.js and for browser pages. An endpoint's declaration determines what the client
 * sends and which answers it accepts.
 * @module
 */

import { check } from '#crypto/json-schema.ts';
import { decodeUtf8 } from '#crypto/log/text.ts';
import { OCTETS, pathOf, type AnswerOf, type BodyOf, type Endpoint, type ParamsOf } from './endpoint.ts';
import { errorBody, type ErrorBody } from './schemas.ts';

/**
 * Error answer of a server. Its code is one of the endpoint's (server/api/errors.ts), or one that a newer server added.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  /** Seconds after which the server wants the client to retry, 60 at most. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ErrorBody, retryAfter?: number) {
    super(body.detail === undefined ? `${body.error}: ${body.title}` : `${body.error}: ${body.detail}`);
    this.status = status;
    this.code = body.error;
    this.detail = body.detail;
    this.retryAfter = retryAfter;
  }

  /** Whether the error may be temporary, so that the same request may succeed later. */
  get isPassing(): boolean {
    return this.status >= 500 || this.status === 429;
  }
}

/**
 * Error for a request without a usable answer: a timeout, a broken connection, or a status of 500 or more without an
 * error body.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Error for an answer that does not match the endpoint's declaration. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

type Given<K extends string, V> = V extends undefined
  ? { readonly [k in K]?: undefined }
  : { readonly [k in K]: V };

export type CallOptions<E> = Given<'params', ParamsOf<E>> &
  Given<'body', BodyOf<E>> & {
    /** Value of the header `authorization`. */
    readonly authorization?: string | undefined;
    /** Milliseconds until the whole answer must have arrived; default: the client's. */
    readonly timeoutMs?: number | undefined;
  };

const MAX_ANSWER_BYTES = 1_000_000;
const MAX_RETRY_AFTER_SECONDS = 60;

export const bearerHeader = (bearer: string): string => `Bearer ${bearer}`;

export class HttpClient {
  /** Base URL without a slash at the end. If it is empty, requests go to the page's own origin. */
  url: string;
  readonly #timeoutMs: number;

  constructor(url: string, timeoutMs: number) {
    this.url = url;
    this.#timeoutMs = timeoutMs;
  }

  /** Sends one request. Rejects with ApiError, NoAnswer or MalformedAnswer. Never retries. */
  async call<E extends Endpoint>(endpoint: E, options: CallOptions<E>): Promise<AnswerOf<E>> {
    const { status, bytes, retryAfter } = await this.#send(endpoint, options);
    if (status === 204 && endpoint.status === 204) return undefined as AnswerOf<E>;
    const value = parse(bytes);
    if (status >= 200 && status < 300) {
      if (endpoint.answer && status === (endpoint.status ?? 200) && check(endpoint.answer, value))
        return value as AnswerOf<E>;
      throw new MalformedAnswer(`${endpoint.id}: the answer does not match its schema`);
    }
    if (check(errorBody, value)) throw new ApiError(status, value, retryAfter);
    if (status >= 500) throw new NoAnswer(`${endpoint.id}: status ${status}`);
    throw new MalformedAnswer(`${endpoint.id}: status ${status}`);
  }

  async #send(endpoint: Endpoint, options: RawOptions): Promise<RawAnswer> {
    const {
      body,
      params,
      authorization,
      timeoutMs = this.#timeoutMs,
    } = options as {
      readonly body?: unknown;
      readonly params?: Readonly<Record<string, string>>;
      readonly authorization?: string;
      readonly timeoutMs?: number;
    };
    const isOctets = endpoint.body === OCTETS;
    const request = {
      method: endpoint.method,
      headers: {
        ...(body !== undefined && {
          'content-type': isOctets ? 'application/octet-stream' : 'application/json',
        }),
        ...(authorization !== undefined && { authorization }),
      },
      ...(body !== undefined && {
        body: isOctets ? Uint8Array.from(body as Uint8Array) : JSON.stringify(body),
      }),
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    } as const;
    try {
      const response = await fetch(`${this.url}${pathOf(endpoint, params)}`, request);
      const bytes = await readAll(response, MAX_ANSWER_BYTES);
      return { status: response.status, bytes, retryAfter: retryAfterOf(response) };
    } catch (error) {
      if (error instanceof MalformedAnswer) throw error;
      throw new NoAnswer(`${endpoint.id}: no answer`, { cause: error });
    }
  }
}

interface RawOptions {
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly authorization?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

interface RawAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly retryAfter: number | undefined;
}

/** Reads a body; rejects with MalformedAnswer beyond `limit` bytes. */
export async function readAll({ body }: Response, limit: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new MalformedAnswer('the answer is too long');
    }
    chunks.push(next.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/**
 * Returns the seconds of the header Retry-After, 60 at most, or undefined if it has no number. A session lasts half an
 * hour, so no server may make a client wait longer.
 */
function retryAfterOf({ headers }: Response): number | undefined {
  const text = headers.get('retry-after') ?? '';
  return /^[1-9]\d{0,2}$/.test(text) ? Math.min(Number(text), MAX_RETRY_AFTER_SECONDS) : undefined;
}

/** Parses JSON; returns undefined if the bytes are not JSON. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes));
  } catch {
    return undefined;
  }
}
