/**
 * Sequencer, which appends submissions to the log, a batch in each transaction. The transaction begins with a lock of
 * the log's row, and its commit is THE COMMIT POINT: before it nothing has happened, after it the entries are on the
 * log for good. No checkpoint is signed before it, so two nodes at once, a lost answer or a crash at any moment cannot
 * fork the log.
 * @module
 */

import type { Pool, PoolClient } from 'pg';
import { compareBytes, concat } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { Frontier, leafHash } from '#crypto/log/merkle.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { signEntry } from '#crypto/entry/entry.ts';
import { Kind } from '#crypto/entry/kinds.ts';
import { encodeClock } from '#crypto/record/office.ts';
import { transaction } from '../../shared/database/pool.ts';
import type { Clock } from './clock.ts';
import { validateEntry } from './validate.ts';
import type { LogStore } from './log-store.ts';
import { InvalidEntry } from '#crypto/record/rules/invalid-entry.ts';
import { RecordState } from '#crypto/record/rules/record-state.ts';
import { selectBallots } from './select-ballots.ts';
import { deleteOldRefusals, refuse, waitingSubmissions, type WaitingSubmission } from './submissions.ts';

/**
 * Seconds without entries after which a clock mark is appended. Marks with entries between them may be 120 seconds
 * apart (spec §8.6).
 */
const MAX_IDLE_SECONDS = 60;
const MAX_MARK_AGE_SECONDS = 100;

export interface SequencerOptions {
  readonly pool: Pool;
  readonly store: LogStore;
  readonly election: Election;
  /** Signer with the board's key. */
  readonly signer: Signer;
  readonly clock: Clock;
}

/** State at the end of the log inside one transaction. */
interface Edge {
  readonly client: PoolClient;
  readonly frontier: Frontier;
  readonly state: RecordState;
  readonly now: number;
}

export class Sequencer {
  readonly #options: SequencerOptions;
  /** State between batches, updated from the database. */
  #state: RecordState | undefined;

  constructor(options: SequencerOptions) {
    this.#options = options;
  }

  /** Appends one batch; returns whether there was anything to do. */
  async sequence(): Promise<boolean> {
    try {
      return await transaction(this.#options.pool, (client) => this.#batch(client));
    } catch (error) {
      this.#state = undefined; // it may be ahead of the committed log
      throw error;
    }
  }

  async #batch(client: PoolClient): Promise<boolean> {
    const edge = await this.#lock(client);
    const { state, now } = edge;
    await deleteOldRefusals(client, now);
    const all = await waitingSubmissions(client);
    if (all.length === 0) {
      if (state.stage !== 'open' || now - state.clock < MAX_IDLE_SECONDS) return false;
      await this.#appendMark(edge);
    } else if (isBallot(all[0]!)) {
      await this.#appendBallots(edge, all.filter(isBallot));
    } else {
      const ballots = all.findIndex(isBallot);
      await this.#appendOfficials(edge, ballots < 0 ? all : all.slice(0, ballots));
    }
    const { size, hashes } = edge.frontier;
    await client.query('update voting.log set size = $1, subtrees = $2', [size, concat(...hashes)]);
    return true;
  }

  /** Locks the log, so that no other node can change it before the commit, and returns the state at its end. */
  async #lock(client: PoolClient): Promise<Edge> {
    const { rows } = await client.query<{ size: string; subtrees: Buffer; now: number }>(
      'select size, subtrees, extract(epoch from clock_timestamp())::float8 as now from voting.log for update',
    );
    const { size: text, subtrees, now: database } = rows[0]!;
    const { clock, election, store } = this.#options;
    clock.assertSane(database);
    const size = Number(text);
    const hashes = Array.from({ length: subtrees.length / 32 }, (_, i) =>
      subtrees.subarray(32 * i, 32 * (i + 1)),
    );
    const state = (this.#state ??= new RecordState(election));
    for (const { index, bytes } of await store.officialEntries(client, state.size, size))
      state.apply(index, bytes);
    state.size = size;
    return { client, frontier: Frontier.of(size, hashes), state, now: Math.max(clock.now(), state.clock) };
  }

  async #appendBallots(edge: Edge, ballots: readonly WaitingSubmission[]): Promise<void> {
    const { client, state, now, frontier } = edge;
    if (now - state.clock > MAX_MARK_AGE_SECONDS) await this.#appendMark(edge);
    // Sort by leaf hash, not arrival order, so that positions on the board do not reveal who voted when.
    const chosen = (await selectBallots(client, state, ballots, now)).toSorted((a, b) =>
      compareBytes(a.leaf, b.leaf),
    );
    if (chosen.length === 0) return;
    const taken = chosen.map(({ seq }) => seq);
    await client.query(
      `insert into voting.entry (index, kind, key, leaf, bytes)
        select $1 + row_number() over (order by leaf) - 1, kind, key, leaf, bytes
          from voting.submission where seq = any($2)`,
      [frontier.size, taken],
    );
    await client.query(
      `insert into voting.ballot (index, credential, style, unit, single)
        select entry.index, s.credential, s.style, s.unit, s.single
          from voting.submission s join voting.entry on entry.key = s.key and entry.kind = ${Kind.ballot}
          where s.seq = any($1) and s.kind = ${Kind.ballot}`,
      [taken],
    );
    await client.query('insert into voting.pad select pad from voting.submission where seq = any($1)', [
      taken,
    ]);
    await client.query(
      `update voting.held h set arrived = true
        from voting.submission s join voting.credential c using (credential)
        where s.seq = any($1) and h.hash = sha256(s.bytes) and h.kind = s.kind and h.site = c.site`,
      [taken],
    );
    await client.query('delete from voting.submission where seq = any($1)', [taken]);
    for (const { leaf } of chosen) frontier.append(leaf);
    state.size = frontier.size;
    await this.#appendMark(edge);
  }

  async #appendOfficials(edge: Edge, officials: readonly WaitingSubmission[]): Promise<void> {
    const { state, now, frontier } = edge;
    if (frontier.size > 0 && now > state.clock) await this.#appendMark(edge);
    const before = frontier.size;
    for (const { seq } of officials) await this.#appendOfficial(edge, seq);
    if (frontier.size > before) await this.#appendMark(edge);
  }

  /** Appends an official entry, or stores why it was refused. */
  async #appendOfficial({ client, state, now, frontier }: Edge, seq: string): Promise<void> {
    const { rows } = await client.query<{ bytes: Buffer; blob: Buffer | null }>(
      'select bytes, blob from voting.submission where seq = $1',
      [seq],
    );
    const { bytes: entry, blob } = rows[0]!;
    await client.query('savepoint official');
    try {
      const readBlob = (hash: Uint8Array): Promise<Uint8Array> => this.#options.store.blob(hash);
      await validateEntry({ db: client, state, readBlob }, { entry, blob: blob ?? undefined });
    } catch (error) {
      if (!(error instanceof InvalidEntry)) throw error;
      await client.query('rollback to savepoint official');
      await refuse(client, [seq], error.code, now, detailOf(error));
      return;
    }
    await this.#insert({ client, frontier }, entry);
    if (blob)
      await client.query(
        'insert into voting.blob select sha256(blob), blob from voting.submission where seq = $1 on conflict do nothing',
        [seq],
      );
    await client.query('delete from voting.submission where seq = $1', [seq]);
  }

  /** Appends a clock mark, and commits the log to the size after it. */
  async #appendMark({ client, frontier, state, now }: Edge): Promise<void> {
    const { signer, election } = this.#options;
    const entry = await signEntry(signer, election.id, encodeClock(now));
    await this.#insert({ client, frontier }, entry);
    state.apply(frontier.size - 1, entry);
    await client.query('insert into voting.checkpoint (size, root) values ($1, $2)', [
      frontier.size,
      frontier.root(),
    ]);
  }

  async #insert({ client, frontier }: Pick<Edge, 'client' | 'frontier'>, entry: Uint8Array): Promise<void> {
    const leaf = leafHash(entry);
    await client.query(
      'insert into voting.entry (index, kind, key, leaf, bytes) values ($1, $2, $3, $3, $4)',
      [frontier.size, entry[0], leaf, entry],
    );
    frontier.append(leaf);
  }
}

const isBallot = ({ kind }: WaitingSubmission): boolean => kind === Kind.ballot || kind === Kind.challenged;

/** Returns the detail for the client; undefined if the code says everything. */
const detailOf = ({ code, message }: InvalidEntry): string | undefined =>
  code === 'entry-form' || code === 'entry-refused' ? message : undefined;
