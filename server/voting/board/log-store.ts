/** Store of the log in the database. @module */

import type { Pool } from 'pg';
import { Kind } from '#crypto/entry/kinds.ts';
import { parseClock } from '#crypto/record/office.ts';
import type { Db } from '../../shared/database/pool.ts';
import { ConfigurationError } from '../../shared/exit-codes.ts';
import type { EntrySource } from './board-files.ts';

/** Commit of the log: its size from then on, the root, and the checkpoint. */
export interface Committed {
  readonly size: number;
  readonly root: Uint8Array;
  /** Checkpoint as a signed and cosigned note; undefined until enough witnesses have cosigned. */
  readonly note: Uint8Array | undefined;
}

/** Numbers of ballots and challenged ballots. */
export interface BallotCounts {
  readonly ballots: number;
  readonly challenged: number;
}

/** Number of rows in one query. */
const BATCH_ROWS = 1_024;

/** Kinds of ballots and challenged ballots, the condition of the partial indexes of voting.entry (3_voting.sql). */
const BALLOT_KINDS = `(${Kind.ballot}, ${Kind.challenged})`;
/**
 * Condition of the unique index on voting.entry (key). The planner uses a partial index only if the query states its
 * condition, even where another condition on `kind` implies it.
 */
const HAS_KEY = `kind <> ${Kind.clock}`;

/** Clock mark with the witnessed checkpoint of the log up to it. */
export interface PublishedMark {
  readonly seconds: number;
  readonly size: number;
  readonly note: Uint8Array;
}

export class LogStore implements EntrySource {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Creates the empty log at the first start; throws if the database holds the log of another election. */
  async open(electionId: Uint8Array): Promise<void> {
    await this.#pool.query('insert into voting.log (election_id) values ($1) on conflict do nothing', [
      electionId,
    ]);
    const { rows } = await this.#pool.query<{ election_id: Buffer }>('select election_id from voting.log');
    if (!rows[0]?.election_id.equals(electionId))
      throw new ConfigurationError({
        es: 'La base de datos tiene la bitácora de otra elección. El proceso no arranca. Use el manifiesto de esa elección, o una base de datos nueva.',
        en: 'The database holds the log of another election. The process does not start. Use that election’s manifest, or a new database.',
      });
  }

  async size(): Promise<number> {
    const { rows } = await this.#pool.query<{ size: string }>('select size from voting.log');
    return Number(rows[0]!.size);
  }

  async *leaves(size: number): AsyncGenerator<readonly Uint8Array[]> {
    for (let start = 0; start < size; start += BATCH_ROWS) {
      const { rows } = await this.#pool.query<{ leaf: Buffer }>(
        'select leaf from voting.entry where index >= $1 and index < $2 order by index',
        [start, Math.min(size, start + BATCH_ROWS)],
      );
      yield rows.map(({ leaf }) => leaf);
    }
  }

  async entries(start: number, end: number): Promise<readonly Uint8Array[]> {
    const { rows } = await this.#pool.query<{ bytes: Buffer }>(
      'select bytes from voting.entry where index >= $1 and index < $2 order by index',
      [start, end],
    );
    if (rows.length !== end - start) throw new Error(`the database lacks entries from ${start} to ${end}`);
    return rows.map(({ bytes }) => bytes);
  }

  /** Returns entries other than ballots. They are few, and the record's state depends only on them. */
  async officialEntries(db: Db, start: number, end: number): Promise<{ index: number; bytes: Uint8Array }[]> {
    const { rows } = await db.query<{ index: string; bytes: Buffer }>(
      `select index, bytes from voting.entry
        where index >= $1 and index < $2 and kind not in ${BALLOT_KINDS} order by index`,
      [start, end],
    );
    return rows.map(({ index, bytes }) => ({ index: Number(index), bytes }));
  }

  /** Returns the commits with a size above `size`, ascending, at most `limit`. */
  async committedAfter(size: number, limit: number): Promise<Committed[]> {
    const { rows } = await this.#pool.query<{
      size: string;
      root: Buffer;
      note: Buffer | null;
    }>('select size, root, note from voting.checkpoint where size > $1 order by size limit $2', [
      size,
      limit,
    ]);
    return rows.map((row) => ({
      size: Number(row.size),
      root: row.root,
      note: row.note ?? undefined,
    }));
  }

  /** Yields the clock marks up to `size`, each the last entry of a commit, with the notes of their commits. */
  async *marks(size: number): AsyncGenerator<PublishedMark> {
    for (let after = 0; ;) {
      const { rows } = await this.#pool.query<{ size: string; note: Buffer; mark: Buffer }>(
        `select size, note, bytes as mark from voting.checkpoint join voting.entry on index = size - 1
          where size > $1 and size <= $2 and note is not null order by size limit ${BATCH_ROWS}`,
        [after, size],
      );
      for (const { size: own, note, mark } of rows)
        yield { size: Number(own), note, seconds: parseClock(mark) };
      if (rows.length < BATCH_ROWS) return;
      after = Number(rows.at(-1)!.size);
    }
  }

  /** Returns the size of the latest commit with a note, or 0. */
  async settledSize(): Promise<number> {
    const { rows } = await this.#pool.query<{ size: string | null }>(
      'select max(size) as size from voting.checkpoint where note is not null',
    );
    return Number(rows[0]!.size ?? 0);
  }

  /** Stores the note of a commit, unless there is one already, and notifies all nodes. */
  async settle(size: number, note: Uint8Array): Promise<void> {
    await this.#pool.query('update voting.checkpoint set note = $2 where size = $1 and note is null', [
      size,
      note,
    ]);
    await this.#pool.query('notify voting_board');
  }

  async blob(hash: Uint8Array): Promise<Uint8Array> {
    const { rows } = await this.#pool.query<{ bytes: Buffer }>(
      'select bytes from voting.blob where hash = $1',
      [hash],
    );
    if (!rows[0]) throw new Error(`the database lacks the blob ${Buffer.from(hash).toString('hex')}`);
    return rows[0].bytes;
  }

  /** Returns the first key of a ballot or challenged ballot between two bounds, both included. */
  async firstKeyBetween(low: Uint8Array, high: Uint8Array): Promise<Uint8Array | undefined> {
    const { rows } = await this.#pool.query<{ key: Buffer }>(
      `select key from voting.entry
        where ${HAS_KEY} and kind in ${BALLOT_KINDS} and key >= $1 and key <= $2 order by key limit 1`,
      [low, high],
    );
    return rows[0]?.key;
  }

  /** Finds an entry by its key (a ballot's tracker, else the leaf hash). */
  async find(key: Uint8Array): Promise<{ index: number; kind: number; bytes: Uint8Array } | undefined> {
    const { rows } = await this.#pool.query<{ index: string; kind: number; bytes: Buffer }>(
      `select index, kind, bytes from voting.entry where key = $1 and ${HAS_KEY}`,
      [key],
    );
    return rows[0] && { index: Number(rows[0].index), kind: rows[0].kind, bytes: rows[0].bytes };
  }
}

/** Counts the ballots among the log's first `size` entries, by a scan of all of them. */
export async function countBallots(db: Db, size: number): Promise<BallotCounts> {
  const { rows } = await db.query<{ ballots: string; challenged: string }>(
    `select count(*) filter (where kind = ${Kind.ballot}) as ballots,
        count(*) filter (where kind = ${Kind.challenged}) as challenged
      from voting.entry where kind in ${BALLOT_KINDS} and index < $1`,
    [size],
  );
  return { ballots: Number(rows[0]!.ballots), challenged: Number(rows[0]!.challenged) };
}
