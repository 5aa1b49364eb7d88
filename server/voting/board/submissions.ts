/** Queue of submissions for the sequencer, and its refusals. @module */

import { Kind } from '#crypto/entry/kinds.ts';
import { leafHash } from '#crypto/log/merkle.ts';
import type { Db } from '../../shared/database/pool.ts';

/** Maximal number of submissions in a batch. */
const MAX_BATCH_SUBMISSIONS = 512;
/** Time for which a refusal is stored, so that clients can ask for it. */
const REFUSAL_RETENTION_SECONDS = 600;

export interface Submission {
  readonly kind: number;
  /** Key by which clients ask for the entry: a ballot's tracker, else the leaf hash. */
  readonly key: Uint8Array;
  readonly leaf: Uint8Array;
  readonly bytes: Uint8Array;
  readonly blob?: Uint8Array | undefined;
  /** Credential, style and unit of a ballot that is cast. `single`: whether the credential may cast only one ballot. */
  readonly caster?: {
    readonly credential: Uint8Array;
    readonly style: number;
    readonly unit: number;
    readonly single: boolean;
  };
  /** Pad of the first ciphertext of a ballot or challenged ballot (spec §7.7). */
  readonly pad?: Uint8Array;
}

export interface WaitingSubmission {
  readonly seq: string;
  readonly kind: number;
  readonly leaf: Uint8Array;
  readonly credential: Buffer | null;
  readonly single: boolean | null;
  readonly pad: Buffer | null;
}

export interface SubmissionRefusal {
  readonly code: string;
  readonly detail: string | undefined;
}

/** Returns the submission of an entry that is not a ballot. */
export function submissionOf(entry: Uint8Array, blob: Uint8Array | undefined): Submission {
  const leaf = leafHash(entry);
  return { kind: entry[0]!, key: leaf, leaf, bytes: entry, blob };
}

/**
 * Stores a submission; once committed it is not lost. It may be repeated. Returns the leaf hash stored under its key,
 * and whether it is new; no leaf hash if the credential may have only one waiting ballot and has another.
 */
export async function submit(
  db: Db,
  submission: Submission,
): Promise<{ readonly leaf: Uint8Array | undefined; readonly isNew: boolean }> {
  const { kind, key, leaf, bytes, blob, caster, pad } = submission;
  const { rowCount } = await db.query({
    name: 'submit',
    text: `insert into voting.submission (kind, key, leaf, bytes, blob, credential, style, unit, single, pad)
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
      pad,
    ],
  });
  return rowCount === 1 ? { leaf, isNew: true } : { leaf: await storedLeaf(db, key), isNew: false };
}

/** Returns the leaf hash of a waiting, refused or appended entry of this key, published or not. */
async function storedLeaf(db: Db, key: Uint8Array): Promise<Uint8Array | undefined> {
  const { rows } = await db.query<{ leaf: Buffer }>(
    `select leaf from voting.submission where key = $1
     union all select leaf from voting.entry where key = $1 and kind <> ${Kind.clock}`,
    [key],
  );
  return rows[0]?.leaf;
}

/** Returns the oldest waiting submissions in order of arrival, without the bytes of their entries. */
export async function waitingSubmissions(db: Db): Promise<WaitingSubmission[]> {
  const { rows } = await db.query<WaitingSubmission>(
    `select seq, kind, leaf, credential, single, pad from voting.submission
      where refused is null order by seq limit ${MAX_BATCH_SUBMISSIONS}`,
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

/** Returns the refusals among these keys, by key in hexadecimal. */
export async function refusals(db: Db, keys: readonly Uint8Array[]): Promise<Map<string, SubmissionRefusal>> {
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

/** Deletes refusals after their retention. */
export async function deleteOldRefusals(db: Db, now: number): Promise<void> {
  await db.query('delete from voting.submission where refused_at < $1', [now - REFUSAL_RETENTION_SECONDS]);
}
