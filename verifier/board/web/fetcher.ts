/** Downloads files from a web server, with limits on length, time and tries. @module */
import { concat } from '../../crypto/bytes.ts';
import { UnreadableError } from '../reader.ts';
import { sentences } from '../../findings/sentences.ts';
import type { Sentence } from '../../findings/sentences/sentence.ts';
import { Deadline } from './deadline.ts';

/** Timeouts and pauses of downloads, in milliseconds. */
export interface RetryPolicy {
  /** Maximum silence of a server. `Deadline` extends it by the bytes received. */
  readonly timeoutMs: number;
  /** Pause before the second try; doubled before each later one. */
  readonly firstPauseMs: number;
  /** Pause after status 429 without `Retry-After`. A page can read that header only if the server allows it. */
  readonly busyPauseMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { timeoutMs: 30_000, firstPauseMs: 500, busyPauseMs: 20_000 };

/**
 * Options of each request. Redirects are not followed, because another address would be another board. The
 * server learns nothing about the client.
 */
const requestOptions = {
  redirect: 'manual',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const;

const MAX_TRIES = 4;
/** Longest pause, even if the server asks for more. */
const MAX_PAUSE_MS = 30_000;

/** Reason why a try gave no file. */
interface FetchFailure {
  readonly says: Sentence;
  /**
   * Present if the failure may be temporary: the pause in milliseconds that the server asks for, or `busy`.
   */
  readonly retryAfter?: number | 'busy';
}

export class Fetcher {
  readonly #policy: RetryPolicy;
  /** Running timeouts of requests, and of pauses before the next try. */
  readonly #timeouts = new Set<Deadline>();
  #closed = false;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** Downloads a file, cut after `limit + 1` bytes. Returns undefined if the server has no such file. */
  async file(url: URL, limit: number): Promise<Uint8Array | undefined> {
    for (let left = MAX_TRIES - 1, pause = this.#policy.firstPauseMs; ; left -= 1, pause *= 2) {
      const answer = await this.#within(this.#policy.timeoutMs, (deadline) => tryOnce(url, limit, deadline));
      if (!answer || answer instanceof Uint8Array) return answer;
      if (this.#closed || left === 0 || answer.retryAfter === undefined)
        throw new UnreadableError(answer.says);
      const asked = answer.retryAfter === 'busy' ? this.#policy.busyPauseMs : answer.retryAfter;
      await this.#within(Math.min(Math.max(pause, asked), MAX_PAUSE_MS), ({ expired }) => expired);
    }
  }

  /** Aborts the requests in progress. */
  close(): void {
    this.#closed = true;
    for (const deadline of this.#timeouts) deadline.abort();
  }

  async #within<T>(milliseconds: number, act: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(milliseconds);
    this.#timeouts.add(deadline);
    try {
      return await act(deadline);
    } finally {
      deadline.clear();
      this.#timeouts.delete(deadline);
    }
  }
}

async function tryOnce(
  url: URL,
  limit: number,
  deadline: Deadline,
): Promise<Uint8Array | FetchFailure | undefined> {
  try {
    const response = await fetch(url, { ...requestOptions, signal: deadline.signal });
    if (response.ok) return await readBody(response, limit, deadline);
    await response.body?.cancel();
    return response.status === 404 ? undefined : failureOf(url, response);
  } catch (error) {
    const late = deadline.signal.aborted;
    return {
      says: late ? sentences.webTooSlow(url.href) : sentences.webFailed(url.href, reasonOf(error)),
      retryAfter: 0,
    };
  }
}

/** Reads at most `limit + 1` bytes, counted after content decoding. */
async function readBody({ body }: Response, limit: number, deadline: Deadline): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader(); // some browsers cannot iterate over a body
  for (;;) {
    const { value: chunk } = (await reader?.read()) ?? {};
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) {
      await reader?.cancel();
      break;
    }
    deadline.extend(chunk.length);
  }
  return concat(...chunks).subarray(0, limit + 1);
}

function failureOf(url: URL, { status, type, headers }: Response): FetchFailure {
  // Browsers hide the status of a redirect.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return { says: sentences.webRedirects(url.href) };
  const says = sentences.webAnswers(url.href, status);
  if (status < 500 && status !== 429) return { says };
  const [seconds] = /^\d{1,9}$/.exec(headers.get('retry-after') ?? '') ?? [];
  if (seconds === undefined) return { says, retryAfter: status === 429 ? 'busy' : 0 };
  return { says, retryAfter: 1000 * Number(seconds) };
}

/** Returns the cause of a network error, which `fetch` wraps in another error. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}
