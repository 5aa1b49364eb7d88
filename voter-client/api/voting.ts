/** The voting process, as booth and check page see it (docs/api.md). @module */

import { utf8 } from '#crypto/bytes.ts';
import { decodeBase64 } from '#crypto/log/text.ts';
import { demand, isFault, must } from '../contract/faults.ts';
import { ask, numberOf, readJson, textOf, type Answer, type Authorization, type Request } from './http.ts';

/** What the server says of an entry; nothing of it is verified yet. */
export interface Answered {
  readonly index: number;
  readonly entry: Uint8Array;
  readonly receipt: Uint8Array;
}

/** Seconds: the server itself waits 15 for the board. */
const PATIENCE = 30;

export class VotingClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  cast(ballot: Uint8Array, authorization: Authorization, seconds = PATIENCE): Promise<Answered> {
    return this.#post('/ballots', ballot, { ...authorization, seconds });
  }

  challenge(opening: Uint8Array, authorization: Authorization): Promise<Answered> {
    return this.#post('/challenges', opening, authorization);
  }

  /** A ballot that a kiosk kept. */
  castEnvelope(envelope: Uint8Array): Promise<Answered> {
    return this.#post('/envelopes', envelope, {});
  }

  /** By the whole tracker in hexadecimal, or by what people compare of it; undefined: it is not on the board. */
  async find(tracker: string): Promise<Answered | undefined> {
    try {
      return answered(await ask(`${this.#url}/trackers/${tracker}`));
    } catch (error) {
      if (isFault(error, 'not-on-board')) return undefined;
      throw error;
    }
  }

  /** Trackers of the ballots that this credential has cast, oldest first. */
  async castBy(credential: string): Promise<readonly string[]> {
    const { trackers } = readJson(await ask(`${this.#url}/credentials/${credential}`));
    demand(Array.isArray(trackers), 'answer-form');
    return trackers.map((tracker: unknown) => {
      demand(typeof tracker === 'string' && /^[0-9a-f]{64}$/.test(tracker), 'answer-form');
      return tracker;
    });
  }

  async #post(path: string, body: Uint8Array, more: Request): Promise<Answered> {
    return answered(
      await ask(`${this.#url}${path}`, {
        method: 'POST',
        body,
        contentType: 'application/octet-stream',
        seconds: PATIENCE,
        ...more,
      }),
    );
  }
}

function answered(answer: Answer): Answered {
  const value = readJson(answer);
  const entry = textOf(value, 'entry');
  return {
    index: numberOf(value, 'index'),
    entry: must('answer-form', () => decodeBase64(entry)),
    receipt: utf8(textOf(value, 'receipt')),
  };
}
