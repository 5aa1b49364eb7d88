/**
 * Selection of the waiting ballots that are valid at the end of the log (spec §8.8). The others are refused, with a
 * reason.
 * @module
 */

import type { PoolClient } from 'pg';
import { Kind } from '#crypto/entry/kinds.ts';
import { assertMayCast, assertNoCopy, assertOpen } from '#crypto/record/rules/ballots.ts';
import { InvalidEntry, type InvalidEntryCode } from '#crypto/record/rules/invalid-entry.ts';
import type { RecordState } from '#crypto/record/rules/record-state.ts';
import { factsOf, type CredentialRow } from './credential-facts.ts';
import { refuse, type WaitingSubmission } from './submissions.ts';

/**
 * Returns the ballots and challenged ballots to append now. Their form and proofs were checked before they were stored.
 * At most one ballot of a credential is appended in a batch, so that the order inside a batch never decides which is
 * the last.
 */
export async function selectBallots(
  client: PoolClient,
  state: RecordState,
  ballots: readonly WaitingSubmission[],
  now: number,
): Promise<WaitingSubmission[]> {
  const facts = await factsOfBallots(client, ballots);
  const refused = new Map<InvalidEntryCode, string[]>();
  const valid = ballots.filter((ballot) => {
    const code = faultOf(ballot, facts.get(ballot.seq)!, state);
    if (code) refused.set(code, [...(refused.get(code) ?? []), ballot.seq]);
    return !code;
  });
  for (const [code, seqs] of refused) await refuse(client, seqs, code, now);
  return firstOfEach(valid);
}

/** Facts about a waiting ballot and its credential. For a challenged ballot, only `copied` is meaningful. */
interface BallotRow extends CredentialRow {
  readonly listed: boolean;
  readonly outstanding: boolean;
  readonly copied: boolean;
  /** Style and unit of the ballot. */
  readonly cast_style: number;
  readonly cast_unit: number;
}

async function factsOfBallots(
  client: PoolClient,
  ballots: readonly WaitingSubmission[],
): Promise<ReadonlyMap<string, BallotRow>> {
  const { rows } = await client.query<BallotRow & { seq: string }>(
    `select seq, s.style as cast_style, s.unit as cast_unit,
        c.credential is not null as listed, c.site, c.style, c.unit, c.revoked,
        exists (select from voting.ballot b where b.credential = s.credential) as voted,
        exists (select from voting.held h
          where h.hash = sha256(s.bytes) and h.kind = ${Kind.ballot} and h.site = c.site) as outstanding,
        exists (select from voting.pad p where p.pad = s.pad) as copied
      from voting.submission s left join voting.credential c on c.credential = s.credential
      where seq = any($1)`,
    [ballots.map(({ seq }) => seq)],
  );
  return new Map(rows.map((row) => [row.seq, row]));
}

/** Returns the code of the first rule that is broken, or undefined. */
function faultOf(
  { kind }: WaitingSubmission,
  row: BallotRow,
  state: RecordState,
): InvalidEntryCode | undefined {
  try {
    if (kind === Kind.ballot)
      assertMayCast({ style: row.cast_style, unit: row.cast_unit }, row.listed ? factsOf(row) : undefined, {
        state,
        isOutstanding: row.outstanding,
      });
    else assertOpen(state);
    assertNoCopy(!row.copied);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidEntry)) throw error;
    return error.code;
  }
}

/**
 * Returns the first ballot of each credential, and the first of those that have the same first pad. The others wait for
 * the next batch.
 */
function firstOfEach(ballots: readonly WaitingSubmission[]): WaitingSubmission[] {
  const seen = new Set<string>();
  return ballots.filter(({ credential, pad }) => {
    const names = [credential, pad].filter((one) => one !== null).map((one) => one.toString('base64'));
    if (names.some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
}
