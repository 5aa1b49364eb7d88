/** The public board of one election: what is submitted is sequenced, witnessed, published and answered for. @module */

import type { Pool } from 'pg';
import { equalBytes } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { ballotHints } from '#crypto/record/ballot/hints.ts';
import { assertDurable } from '../../shared/database/pool.ts';
import { BoardFiles } from './board-files.ts';
import { Leadership } from './leadership.ts';
import { countBallots, type LogStore } from './log-store.ts';
import type { Notary } from './notary.ts';
import { Publisher, type Published } from './publisher.ts';
import { Receipts, type Receipted } from './receipts.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { Sequencer, type SequencerOptions } from './sequencer.ts';
import { refusals } from './submissions.ts';

/** Milliseconds before another try. */
const AFTER_FAILURE = 1_000;
/** Milliseconds between batches while there is no quorum of witnesses. */
const SLOW_PACE = 60_000;

/** Milliseconds that a reader of the board may take for what a checkpoint implies. */
const PATIENCE = 600_000;

export interface BoardOptions extends SequencerOptions {
  readonly databaseUrl: string;
  /** Where the files go. */
  readonly directory: string;
  readonly notary: Notary;
  /** Milliseconds between batches at least. */
  readonly interval: number;
  /** Work of the node that leads, each time round; for the tally. */
  readonly chores: (state: RecordState) => Promise<void>;
  readonly onFailure: (error: Error) => void;
}

export class Board {
  readonly receipts: Receipts;
  readonly store: LogStore;
  readonly pool: Pool;
  readonly #options: BoardOptions;
  readonly #publisher: Publisher;
  readonly #sequencer: Sequencer;
  readonly #leadership: Leadership;
  /** Where the record stands, as of what is published here. */
  readonly state: RecordState;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();
  #stopping = false;
  #sequencedAt = 0;

  /** Throws if the database, the files or the witnesses say that this log must not go on from here. */
  static async start(options: BoardOptions): Promise<Board> {
    const { pool, store, election, directory, notary } = options;
    await assertDurable(pool);
    await store.open(election.id);
    await notary.assertNotBehind(await store.size());
    const settled = await store.settledSize();
    const files = await BoardFiles.resume(directory, settled, store, {
      hints: ballotHints(election),
      patience: PATIENCE,
    });
    const [last] = await store.committedAfter(settled - 1, 1);
    if (settled > 0 && !equalBytes(files.root(), last!.root))
      throw new Error('the entries in the database do not have the root that was signed: one was changed');
    await files.archive(store.notes(settled));
    const board = new Board(
      options,
      files,
      last?.note
        ? { size: settled, checkpoint: last.note, ...(await countBallots(pool, settled)) }
        : undefined,
    );
    await board.#follow(settled); // before anyone is told where the election stands
    board.#loop = board.#run();
    return board;
  }

  private constructor(options: BoardOptions, files: BoardFiles, published: Published | undefined) {
    this.#options = options;
    this.store = options.store;
    this.pool = options.pool;
    this.state = new RecordState(options.election);
    this.receipts = new Receipts(files);
    this.#publisher = new Publisher(
      options.store,
      files,
      options.notary,
      { follow: (size) => this.#follow(size), onPublished: this.receipts.onPublished },
      published,
    );
    this.#sequencer = new Sequencer(options);
    this.#leadership = new Leadership(options.databaseUrl, () => this.#wake());
  }

  get election(): Election {
    return this.#options.election;
  }

  /** The hour of the board's clock, POSIX seconds. */
  get now(): number {
    return this.#options.clock.now();
  }

  get published(): Published | undefined {
    return this.#publisher.published;
  }

  /** Seconds that the witnesses of a checkpoint take. */
  get witnessing(): number {
    return this.#options.notary.seconds;
  }

  /** Why the board does not get on, if it does not. */
  get trouble(): Error | undefined {
    return this.#failure;
  }

  /** Where an entry is published, for whoever needs no receipt; undefined if it is not. */
  async indexOf(key: Uint8Array): Promise<number | undefined> {
    return (await this.#findPublished(key))?.index;
  }

  /** The receipt of an entry that is published, or undefined. */
  async receiptOf(key: Uint8Array): Promise<Receipted | undefined> {
    const found = await this.#findPublished(key);
    if (!found) return undefined;
    return this.receiptAt(found.index, found.bytes);
  }

  /** The receipt of an entry that was published at `index`; undefined if this node has not published it. */
  async receiptAt(index: number, entry: Uint8Array): Promise<Receipted | undefined> {
    const { published } = this;
    if (!published || index >= published.size) return undefined;
    return { entry, index, receipt: await this.receipts.receipt(index, published) };
  }

  /** Ends after what is under way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#loop;
    await this.#leadership.end();
  }

  async #findPublished(key: Uint8Array): Promise<{ index: number; bytes: Uint8Array } | undefined> {
    const { published } = this;
    const found = await this.store.find(key);
    if (!found || !published || found.index >= published.size) return undefined;
    return { index: found.index, bytes: found.bytes };
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const started = Date.now();
      try {
        await this.#turn();
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error as Error;
        this.#options.onFailure(this.#failure);
      }
      const rest = this.#failure ? AFTER_FAILURE : this.#options.interval;
      if (!this.#stopping) await this.#pause(started + rest - Date.now());
    }
  }

  async #turn(): Promise<void> {
    const leading = await this.#leadership.lead();
    const trouble = await this.#publish(leading);
    // Without witnesses the log goes on at a slow pace: a ballot in time is not late because a witness is away.
    if (leading && (!trouble || Date.now() - this.#sequencedAt > SLOW_PACE)) {
      this.#sequencedAt = Date.now();
      if (await this.#sequencer.sequence()) await this.#publisher.advance({ leading });
    }
    const { awaited } = this.receipts;
    if (awaited.length > 0) this.receipts.onRefused(await refusals(this.pool, awaited));
    if (trouble) throw trouble;
    if (leading) await this.#options.chores(this.state);
  }

  /** Gives what keeps it from being published, if anything does. */
  #publish(leading: boolean): Promise<Error | undefined> {
    return this.#publisher.advance({ leading }).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
  }

  async #follow(size: number): Promise<void> {
    const entries = await this.store.officialEntries(this.pool, this.state.size, size);
    for (const { index, bytes } of entries) this.state.apply(index, bytes);
    this.state.size = size;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, milliseconds));
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
