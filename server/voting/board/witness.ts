/** Client of a witness, which requests cosignatures (C2SP tlog-witness v1.0.0, add-checkpoint; spec §8.10). @module */

import { utf8 } from '#crypto/bytes.ts';
import { parseNote, readCosignature, verifyNote } from '#crypto/log/note.ts';
import { encodeBase64, parseDecimal } from '#crypto/log/text.ts';
import { parseVkey, type Vkey } from '#crypto/log/vkey.ts';
import { sha256 } from '#crypto/transcript.ts';

const TIMEOUT_MS = 3_000;
/** Time for which a witness is not ready after a wrong or missing answer. */
const REST_MS = 20_000;
/** Maximal length of an answer, that of a note. */
const MAX_ANSWER_BYTES = 65_536;
/**
 * Maximum difference between the times of witness and board; a verifier allows 300 seconds from the clock mark (§8.6).
 */
const MAX_CLOCK_DIFFERENCE_SECONDS = 200;

export interface WitnessAddress {
  readonly vkey: string;
  /** Submission prefix of C2SP tlog-witness: the witness's base URL. */
  readonly url: string;
}

/** Checkpoint to be cosigned. */
export interface Submitted {
  /** Signed note, with the log's line only. */
  readonly note: Uint8Array;
  readonly size: number;
  /** Returns the consistency proof from an older size. */
  readonly prove: (old: number) => Promise<readonly Uint8Array[]>;
}

export class Witness {
  readonly key: Vkey;
  readonly #url: string;
  readonly #log: Vkey;
  readonly #now: () => number;
  /** Size that the witness cosigned last, as far as this process knows. */
  #old = 0;
  #restsUntil = 0;
  /** Submission in progress, if any. A witness gets one at a time. */
  #last: Promise<unknown> | undefined;

  /** `now` returns the board's time, POSIX seconds. */
  constructor({ vkey, url }: WitnessAddress, log: Vkey, now: () => number) {
    this.key = parseVkey(vkey);
    this.#url = url.replace(/\/$/, '');
    this.#log = log;
    this.#now = now;
  }

  /** Whether the witness can be asked now: it has not failed recently and has no submission in progress. */
  get isReady(): boolean {
    return Date.now() >= this.#restsUntil && this.#last === undefined;
  }

  /**
   * Submits a checkpoint and returns the witness's signature line, verified and with the board's time. Rejects on any
   * other answer.
   */
  async cosign(submitted: Submitted): Promise<string> {
    const turn = (this.#last ?? Promise.resolve()).then(
      () => this.#submit(submitted),
      () => this.#submit(submitted),
    );
    this.#last = turn;
    try {
      return await turn;
    } catch (error) {
      this.#restsUntil = Date.now() + REST_MS;
      throw new Error(`witness ${this.key.name}: ${(error as Error).message}`, { cause: error });
    } finally {
      if (this.#last === turn) this.#last = undefined;
    }
  }

  /** Returns the size of this log that the witness cosigned last; 0 if it never saw the log. */
  async latestSize(): Promise<number> {
    const origin = Buffer.from(sha256(utf8(this.#log.name))).toString('hex');
    const response = await fetch(`${this.#url}/${origin}/checkpoint`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    if (response.status === 404) return 0;
    if (!response.ok) throw new Error(`witness ${this.key.name}: status ${response.status}`);
    const note = parseNote(await bodyOf(response));
    if (!verifyNote(note, [this.#log, this.key]).some(({ key }) => key === this.#log))
      throw new Error(`witness ${this.key.name}: its checkpoint is not of this log`);
    return parseDecimal(note.text.split('\n')[1]!);
  }

  async #submit({ note, size, prove }: Submitted): Promise<string> {
    // If the witness knows another size, it answers with that size, and the submission is repeated.
    for (let turn = 0; turn < 3; turn += 1) {
      const proof = await prove(Math.min(this.#old, size));
      const head = [`old ${Math.min(this.#old, size)}`, ...proof.map(encodeBase64), '', ''].join('\n');
      const response = await fetch(`${this.#url}/add-checkpoint`, {
        method: 'POST',
        body: Buffer.concat([utf8(head), note]),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      const body = await bodyOf(response);
      if (response.status === 409) {
        this.#old = parseDecimal(body.toString('utf8').trimEnd());
        if (this.#old > size) throw new Error(`has seen size ${this.#old} of this log, more than ${size}`);
        continue;
      }
      if (!response.ok) throw new Error(`status ${response.status}`);
      const { line, time } = readCosignature(body, parseNote(note).text, this.key);
      this.#old = size;
      const apart = Math.abs(time - this.#now());
      if (apart > MAX_CLOCK_DIFFERENCE_SECONDS)
        throw new Error(`its clock differs from the board's by ${apart} seconds`);
      return line;
    }
    throw new Error('does not agree with itself on the size that it has seen');
  }
}

/** Reads an answer of limited length. */
async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += (chunk as Uint8Array).length;
    if (length > MAX_ANSWER_BYTES) throw new Error('its answer is too long');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}
