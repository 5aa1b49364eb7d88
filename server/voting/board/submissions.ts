/** What waits for the sequencer, and what it refused. @module */

import { Kind } from '#crypto/entry/kinds.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import type { Db } from '../../shared/database/pool.ts';

/** Taken into one batch at the most. */
const BATCH = 512;
/** Seconds for which a refusal is remembered. */
const MEMORY = 600;

export interface Submission {
  readonly kind: number;
  /** A ballot's tracker, else the leaf hash: what it is asked for by. */
  readonly key: Uint8Array;
  readonly leaf: Uint8Array;
  readonly bytes: Uint8Array;
  readonly blob?: Uint8Array | undefined;
  /** Of a ballot. */
  readonly caster?: {
    readonly credential: Uint8Array;
    readonly style: number;
    readonly unit: number;
    readonly single: boolean;
  };
  readonly pads?: readonly Uint8Array[];
}

export interface Waiting {
  readonly seq: string;
  readonly kind: number;
  readonly leaf: Uint8Array;
  readonly credential: Buffer | null;
  readonly single: boolean | null;
  readonly pads: readonly Buffer[];
}

export interface Refused {
  readonly code: string;
  readonly detail: string | undefined;
}

/** An entry that is no ballot. */
export function officialSubmission(entry: Uint8Array, blob: Uint8Array | undefined): Submission {
  const leaf = leafHash(entry);
  return { kind: entry[0]!, key: leaf, leaf, bytes: entry, blob };
}

/**
 * Stores it; from the commit on it is not lost. Nothing happens if it waits already. Returns the leaf hash that is stored
 * under its key, and whether it is this one; none if the credential has another ballot waiting where it may have one.
 */
export async function submit(
  db: Db,
  submission: Submission,
): Promise<{ readonly leaf: Uint8Array | undefined; readonly isNew: boolean }> {
  const { kind, key, leaf, bytes, blob, caster, pads = [] } = submission;
  const { rowCount } = await db.query({
    name: 'submit',
    text: `insert into voting.submission (kind, key, leaf, bytes, blob, credential, style, unit, single, pads)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    values: [
      kind,
      key,
      leaf,
      bytes,
      blob,
      caster?.credential,
      caster?.style,
      caster?.unit,
      caster?.single,
      pads,
    ],
  });
  return rowCount === 1 ? { leaf, isNew: true } : { leaf: await storedLeaf(db, key), isNew: false };
}

/** The leaf hash of what waits, was refused, or is on the log under this key, published or not. */
async function storedLeaf(db: Db, key: Uint8Array): Promise<Uint8Array | undefined> {
  const { rows } = await db.query<{ leaf: Buffer }>(
    `select leaf from voting.submission where key = $1
     union all select leaf from voting.entry where key = $1 and kind <> ${Kind.clock}`,
    [key],
  );
  return rows[0]?.leaf;
}

/** The oldest that wait, in the order of their arrival; bytes are left where they are. */
export async function waiting(db: Db): Promise<Waiting[]> {
  const { rows } = await db.query<Waiting>(
    `select seq, kind, leaf, credential, single, pads from voting.submission
      where refused is null order by seq limit ${BATCH}`,
  );
  return rows;
}

export async function refuse(
  db: Db,
  seqs: readonly string[],
  code: string,
  now: number,
  detail?: string,
): Promise<void> {
  if (seqs.length === 0) return;
  await db.query('update voting.submission set refused = $2, refused_at = $3 where seq = any($1)', [
    seqs,
    detail ? `${code}\n${detail}` : code,
    now,
  ]);
}

/** Which of these were refused, and why. */
export async function refusals(db: Db, keys: readonly Uint8Array[]): Promise<Map<string, Refused>> {
  const { rows } = await db.query<{ key: Buffer; refused: string }>(
    'select key, refused from voting.submission where key = any($1) and refused is not null',
    [keys],
  );
  return new Map(
    rows.map(({ key, refused }) => {
      const [code, detail] = refused.split('\n');
      return [key.toString('hex'), { code: code!, detail }];
    }),
  );
}

/** Old refusals make room. */
export async function forget(db: Db, now: number): Promise<void> {
  await db.query('delete from voting.submission where refused_at < $1', [now - MEMORY]);
}
