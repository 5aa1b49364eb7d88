/**
 * Which node sequences. It is the one whose session holds a lock of the database, and another takes over when that
 * session ends. This only keeps nodes out of each other's way: what keeps the log one is the transaction (sequencer.ts).
 * @module
 */

import { Client } from 'pg';

const LOCK = 0x51_7e_51;

export class Leadership {
  readonly #url: string;
  readonly #onNews: () => void;
  #client: Client | undefined;
  #leading = false;

  /** `onNews` is called when another node has published something. */
  constructor(url: string, onNews: () => void) {
    this.#url = url;
    this.#onNews = onNews;
  }

  /** Whether this node leads now; asks for it if it does not. Rejects while the database cannot be reached. */
  async lead(): Promise<boolean> {
    const client = await this.#connected();
    if (this.#leading) return true;
    const { rows } = await client.query<{ won: boolean }>('select pg_try_advisory_lock($1) as won', [LOCK]);
    this.#leading = rows[0]!.won;
    return this.#leading;
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#lose();
    await client?.end().catch(() => undefined);
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const client = new Client({ connectionString: this.#url, keepAlive: true, statement_timeout: 10_000 });
    client.on('error', () => this.#lose());
    client.on('end', () => this.#lose());
    client.on('notification', this.#onNews);
    await client.connect();
    await client.query('listen voting_board');
    this.#client = client;
    return client;
  }

  #lose(): void {
    this.#client = undefined;
    this.#leading = false;
  }
}
