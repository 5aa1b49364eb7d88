/** Requests of the booth: no cookie, no referrer, no redirect, an end in time and in length. @module */

import { decodeUtf8 } from '#crypto/log/text.ts';
import { BoothError, type BoothFault } from '../contract/booth.ts';
import { demand, fault, must } from '../contract/faults.ts';

/** Authorization of a request: a session, a ticket or a token; or a card's ticket (crypto/record/card-ticket.ts) in base64url. */
export type Authorization = { readonly bearer: string } | { readonly card: string };

export interface Request {
  readonly method?: 'GET' | 'POST';
  readonly body?: Uint8Array | string;
  readonly contentType?: string;
  readonly bearer?: string;
  readonly card?: string;
  /** Until all of the answer is there. */
  readonly seconds?: number;
  /** Bytes of the answer at the most. */
  readonly limit?: number;
  /** Answers that never change may come from the browser's cache. */
  readonly cache?: RequestCache;
}

export interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** Seconds after which the server wants to be asked again, if it says so. */
  readonly retryAfter?: number;
}

/** A refusal in the form of docs/api.md, with its status. */
export class Refusal extends BoothError {
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor({ status, retryAfter }: Omit<Answer, 'bytes'>, said: BoothFault) {
    super(said);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Rejects with `network` if there is no whole answer in time. */
export async function ask(url: string, request: Request = {}): Promise<Answer> {
  const { method = 'GET', body, contentType, bearer, card, seconds = 20, limit = 1_000_000 } = request;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(contentType !== undefined && { 'content-type': contentType }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(card !== undefined && { authorization: `Card ${card}` }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : Uint8Array.from(body) }),
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: request.cache ?? 'no-store',
      signal: AbortSignal.timeout(seconds * 1000),
    });
    const after = response.headers.get('retry-after') ?? '';
    return {
      status: response.status,
      bytes: await readAll(response, limit),
      // A session lasts half an hour: no server makes anybody wait longer than a minute.
      ...(/^[1-9]\d{0,2}$/.test(after) && { retryAfter: Math.min(Number(after), 60) }),
    };
  } catch (error) {
    throw error instanceof BoothError ? error : fault('network');
  }
}

async function readAll({ body }: Response, limit: number): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      await reader.cancel();
      throw fault('answer-form');
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

export type Json = Readonly<Record<string, unknown>>;

/** The object of an answer that says yes; throws the refusal of one that says no. */
export function readJson({ bytes, ...answer }: Answer): Json {
  const { status } = answer;
  const value = must(status >= 500 ? 'network' : 'answer-form', () => {
    const parsed: unknown = JSON.parse(decodeUtf8(bytes));
    if (typeof parsed !== 'object' || parsed === null) throw new Error('no object');
    return parsed as Json;
  });
  if (status < 200 || status > 299) throw refusalOf(answer, value);
  return value;
}

function refusalOf(answer: Omit<Answer, 'bytes'>, { error, message, detail }: Json): BoothError {
  const { es, en } = (message ?? {}) as Json;
  demand(typeof error === 'string' && typeof es === 'string' && typeof en === 'string', 'answer-form');
  const more = typeof detail === 'string' ? { detail } : {};
  return new Refusal(answer, { code: error, message: { es, en }, ...more });
}

/** A member that must be text. */
export function textOf(value: Json, name: string): string {
  const text = value[name];
  demand(typeof text === 'string', 'answer-form');
  return text;
}

/** A member that must be a whole number. */
export function numberOf(value: Json, name: string): number {
  const number = value[name];
  demand(typeof number === 'number' && Number.isSafeInteger(number) && number >= 0, 'answer-form');
  return number;
}
