/** Files from a web server: bounded in length, in time and in tries. @module */
import { concat } from '../../crypto/bytes.ts';
import { Unreadable } from '../reader.ts';
import { say, type Sentence } from '../../findings/sentences.ts';
import { Deadline } from './deadline.ts';

/** In milliseconds. */
export interface Pace {
  /** How long a server may be silent; how slow it may be, `Deadline` says. */
  readonly patience: number;
  /** Before the second try; doubled before each one after it. */
  readonly pause: number;
  /** After a 429 that says nothing of when to come back; a page sees that only where the server lets it. */
  readonly busy: number;
}

export const usualPace: Pace = { patience: 30_000, pause: 500, busy: 20_000 };

/** A board is where its address says: another place would be another board. And it learns nothing of whoever asks. */
const request = {
  redirect: 'manual',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const;

const TRIES = 4;
/** Whatever a server asks for. */
const LONGEST_PAUSE = 30_000;

/** Why a try gave no file. */
interface Fault {
  readonly says: Sentence;
  /** Of a fault that may pass: the milliseconds that the server asks for, or that it is busy. */
  readonly again?: number | 'busy';
}

export class Fetcher {
  readonly #pace: Pace;
  /** What is waited for: answers, and the next try. */
  readonly #waiting = new Set<Deadline>();
  #closed = false;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** The file, cut after `limit + 1` bytes; undefined if the server has none of that name. */
  async file(url: URL, limit: number): Promise<Uint8Array | undefined> {
    for (let left = TRIES - 1, pause = this.#pace.pause; ; left -= 1, pause *= 2) {
      const answer = await this.#within(this.#pace.patience, (deadline) => tryOnce(url, limit, deadline));
      if (!answer || answer instanceof Uint8Array) return answer;
      if (this.#closed || left === 0 || answer.again === undefined) throw new Unreadable(answer.says);
      const asked = answer.again === 'busy' ? this.#pace.busy : answer.again;
      await this.#within(Math.min(Math.max(pause, asked), LONGEST_PAUSE), ({ over }) => over);
    }
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed = true;
    for (const deadline of this.#waiting) deadline.abort();
  }

  async #within<T>(milliseconds: number, act: (deadline: Deadline) => Promise<T>): Promise<T> {
    const deadline = new Deadline(milliseconds);
    this.#waiting.add(deadline);
    try {
      return await act(deadline);
    } finally {
      deadline.end();
      this.#waiting.delete(deadline);
    }
  }
}

async function tryOnce(url: URL, limit: number, deadline: Deadline): Promise<Uint8Array | Fault | undefined> {
  try {
    const response = await fetch(url, { ...request, signal: deadline.signal });
    if (response.ok) return await readBody(response, limit, deadline);
    await response.body?.cancel();
    return response.status === 404 ? undefined : faultOf(url, response);
  } catch (error) {
    const late = deadline.signal.aborted;
    return { says: late ? say.webTooSlow(url.href) : say.webFailed(url.href, reasonOf(error)), again: 0 };
  }
}

/** What came through a content encoding is counted as it is here, not as it travelled. */
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

function faultOf(url: URL, { status, type, headers }: Response): Fault {
  // Browsers hide the status of a redirect.
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return { says: say.webRedirects(url.href) };
  const says = say.webAnswers(url.href, status);
  if (status < 500 && status !== 429) return { says };
  const [seconds] = /^\d{1,9}$/.exec(headers.get('retry-after') ?? '') ?? [];
  if (seconds === undefined) return { says, again: status === 429 ? 'busy' : 0 };
  return { says, again: 1000 * Number(seconds) };
}

/** `fetch` hides what happened one level down. */
function reasonOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : String(error);
}
