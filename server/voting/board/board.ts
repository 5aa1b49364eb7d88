/**
 * Public board of one election: it sequences submissions, has them witnessed, publishes them and issues receipts.
 * @module
 */

import type { Pool } from 'pg';
import { equalBytes } from '#crypto/bytes.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { assertDurable } from '../../shared/database/pool.ts';
import { BoardFiles } from './board-files.ts';
import { Leadership } from './leadership.ts';
import { MarkArchive } from './mark-archive.ts';
import { countBallots, type LogStore } from './log-store.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';
import { Publisher, type Published } from './publisher.ts';
import { Receipts, type Receipted } from './receipts.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { Sequencer, type SequencerOptions } from './sequencer.ts';
import { refusals } from './submissions.ts';

/** Delay before the next turn after a failure. */
const RETRY_DELAY_MS = 1_000;
/** Interval between batches while there is no quorum of witnesses. */
const SLOW_INTERVAL_MS = 60_000;

/** Time that a reader has to fetch the files of a checkpoint. */
const PARTIAL_RETENTION_MS = 600_000;

export interface BoardOptions extends SequencerOptions {
  readonly databaseUrl: string;
  /** Directory of the board's files. */
  readonly directory: string;
  readonly checkpointSigner: CheckpointSigner;
  /** Minimum time between batches in milliseconds. */
  readonly interval: number;
  /** Further work of the leading node in each turn; it makes the tally. */
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
  /** State of the record as published by this node. */
  readonly state: RecordState;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();
  #stopping = false;
  #sequencedAt = 0;

  /**
   * Starts the board. Throws if the database, the files or the witnesses show that this log must not continue from
   * here.
   */
  static async start(options: BoardOptions): Promise<Board> {
    const { pool, store, election, directory, checkpointSigner } = options;
    await assertDurable(pool);
    await store.open(election.id);
    await checkpointSigner.assertNotBehind(await store.size());
    const settled = await store.settledSize();
    const files = await BoardFiles.resume(directory, settled, store, {
      partialRetentionMs: PARTIAL_RETENTION_MS,
    });
    const [last] = await store.committedAfter(settled - 1, 1);
    if (settled > 0 && !equalBytes(files.root(), last!.root))
      throw new Error('the entries in the database do not have the root that was signed: one was changed');
    const archive = await MarkArchive.open(files, store, settled);
    const board = new Board(
      options,
      files,
      archive,
      last?.note
        ? { size: settled, checkpoint: last.note, ...(await countBallots(pool, settled)) }
        : undefined,
    );
    await board.#follow(settled); // before any client asks for the state
    if (board.#isFinished()) await archive.finish();
    board.#loop = board.#run();
    return board;
  }

  private constructor(
    options: BoardOptions,
    files: BoardFiles,
    archive: MarkArchive,
    published: Published | undefined,
  ) {
    this.#options = options;
    this.store = options.store;
    this.pool = options.pool;
    this.state = new RecordState(options.election);
    this.receipts = new Receipts(files);
    this.#publisher = new Publisher(
      options.store,
      files,
      archive,
      options.checkpointSigner,
      {
        follow: (size) => this.#follow(size),
        isFinished: () => this.#isFinished(),
        onPublished: this.receipts.onPublished,
      },
      published,
    );
    this.#sequencer = new Sequencer(options);
    this.#leadership = new Leadership(options.databaseUrl, () => this.#wake());
  }

  get election(): Election {
    return this.#options.election;
  }

  /** Time of the board's clock, POSIX seconds. */
  get now(): number {
    return this.#options.clock.now();
  }

  get published(): Published | undefined {
    return this.#publisher.published;
  }

  /** Mean seconds that the witnesses take for a checkpoint. */
  get witnessSeconds(): number {
    return this.#options.checkpointSigner.seconds;
  }

  /** Last error that stopped publishing, if any. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Returns the index of a published entry; undefined if it is not published. */
  async indexOf(key: Uint8Array): Promise<number | undefined> {
    return (await this.#findPublished(key))?.index;
  }

  /** Returns the receipt of a published entry, or undefined. */
  async receiptOf(key: Uint8Array): Promise<Receipted | undefined> {
    const found = await this.#findPublished(key);
    if (!found) return undefined;
    return this.receiptAt(found.index, found.bytes);
  }

  /** Returns the receipt of an entry at `index`; undefined if this node has not published it. */
  async receiptAt(index: number, entry: Uint8Array): Promise<Receipted | undefined> {
    const { published } = this;
    if (!published || index >= published.size) return undefined;
    return { entry, index, receipt: await this.receipts.receipt(index, published) };
  }

  /** Stops after the current turn. */
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
      const rest = this.#failure ? RETRY_DELAY_MS : this.#options.interval;
      if (!this.#stopping) await this.#pause(started + rest - Date.now());
    }
  }

  async #turn(): Promise<void> {
    const leading = await this.#leadership.lead();
    const failure = await this.#publish(leading);
    // Without witnesses the log continues at a slow pace, so that a ballot is not late because a witness is down.
    if (leading && (!failure || Date.now() - this.#sequencedAt > SLOW_INTERVAL_MS)) {
      this.#sequencedAt = Date.now();
      if (await this.#sequencer.sequence()) await this.#publisher.advance({ leading });
    }
    const { awaited } = this.receipts;
    if (awaited.length > 0) this.receipts.onRefused(await refusals(this.pool, awaited));
    if (failure) throw failure;
    if (leading) await this.#options.chores(this.state);
  }

  /** Publishes all commits. Returns the error that prevents it, if any. */
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

  #isFinished(): boolean {
    return this.state.stage === 'finished';
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
