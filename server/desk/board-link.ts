/** The voting process, as a site's desk uses it: it posts, and it asks for numbers; no ballot comes this way. @module */

import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { concat, fromHex, toHex, u32 } from '#crypto/bytes.ts';
import { NoLink } from './no-link.ts';

const PATIENCE = 5_000;

const posted = Type.Object({ index: Type.Integer() });
const refused = Type.Object({ error: Type.String(), detail: Type.Optional(Type.String()) });
const credential = Type.Object({ listed: Type.Boolean(), revoked: Type.Boolean(), voted: Type.Boolean() });
const site = Type.Object({
  issued: Type.Integer(),
  ballots: Type.Integer(),
  closed: Type.Boolean(),
  missing: Type.Integer(),
});

const arrived = Type.Object({ arrived: Type.Array(Type.String()) });
/** As many as the voting process takes in one question. */
const MOST_HASHES = 1_000;

export type SiteNumbers = Static<typeof site>;

export class BoardLink {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Undefined once the entry is on the board, else why it was refused. Rejects with NoLink. May be repeated. */
  async post(entry: Uint8Array, blob: Uint8Array = new Uint8Array()): Promise<string | undefined> {
    const { status, body } = await this.#ask('/entries', concat(u32(entry.length), entry, blob));
    if (status === 200 && Value.Check(posted, body)) return undefined;
    if (status < 500 && status !== 429 && Value.Check(refused, body))
      return body.detail === undefined ? body.error : `${body.error}: ${body.detail}`;
    throw new NoLink();
  }

  /** What the board says of a credential, encoded. */
  async credential(X: Uint8Array): Promise<Static<typeof credential>> {
    const { body } = await this.#ask(`/credentials/${toHex(X)}`);
    if (!Value.Check(credential, body)) throw new NoLink();
    return body;
  }

  /** `position` of the site in the manifest. */
  async numbers(position: number): Promise<SiteNumbers> {
    const { body } = await this.#ask(`/sites/${position}`);
    if (!Value.Check(site, body)) throw new NoLink();
    return body;
  }

  /** Returns those of the entries (SHA-256 in hexadecimal) that are on the board already. */
  async arrived(position: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const there = new Set<string>();
    for (let i = 0; i < hashes.length; i += MOST_HASHES) {
      const octets = concat(...hashes.slice(i, i + MOST_HASHES).map((hash) => fromHex(hash, 32)));
      const { body } = await this.#ask(`/sites/${position}/arrived`, octets);
      if (!Value.Check(arrived, body)) throw new NoLink();
      for (const hash of body.arrived) there.add(hash);
    }
    return there;
  }

  async #ask(path: string, octets?: Uint8Array): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(`${this.#url}${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
        ...(octets && {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: Uint8Array.from(octets),
        }),
      });
      const body: unknown = await response.json();
      return { status: response.status, body };
    } catch {
      throw new NoLink();
    }
  }
}
