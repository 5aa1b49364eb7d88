/**
 * Choice of the leading node, which alone sequences. The node whose session holds a lock of the database leads; another
 * takes over when that session ends. This is only an optimisation; the transaction (sequencer.ts) guarantees a single
 * log.
 * @module
 */

import { Client } from 'pg';

const LOCK = 0x51_7e_51;

export class Leadership {
  readonly #url: string;
  readonly #onPublished: () => void;
  #client: Client | undefined;
  #leading = false;

  /** Creates the node's part in the choice. `onNews` is called when another node has published a checkpoint. */
  constructor(url: string, onNews: () => void) {
    this.#url = url;
    this.#onPublished = onNews;
  }

  /**
   * Returns whether this node leads now. If it does not, it first tries to become the leader. Rejects while the
   * database cannot be reached.
   */
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
    client.on('notification', this.#onPublished);
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
