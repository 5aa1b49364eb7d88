/** The site's desk, as a kiosk's staff see it (docs/api.md). @module */

import type { QueuedBallot, Opening } from '../contract/kiosk.ts';
import { ask, readJson, textOf } from './http.ts';

/** Seconds: it stands in the same building. */
const PATIENCE = 10;

export class DeskClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Gives the token by which the desk knows this kiosk; `software`: what it runs, in hexadecimal. */
  async register({ name, supervisor }: Opening, software: string): Promise<string> {
    return textOf(readJson(await this.#post('/devices', { name, software, supervisor })), 'token');
  }

  /** What this kiosk still holds, for the closing of the site (spec §11.5). */
  async tellHeld(token: string, held: readonly QueuedBallot[]): Promise<void> {
    const hashes = (kind: 'issue' | 'ballot'): string[] => [...new Set(held.map((own) => own[kind]))];
    const said = { issues: hashes('issue'), ballots: hashes('ballot') };
    const answer = await this.#post('/held', said, token);
    if (answer.status !== 204) readJson(answer);
  }

  #post(path: string, value: object, bearer?: string) {
    return ask(`${this.#url}${path}`, {
      method: 'POST',
      body: JSON.stringify(value),
      contentType: 'application/json',
      seconds: PATIENCE,
      ...(bearer !== undefined && { bearer }),
    });
  }
}
