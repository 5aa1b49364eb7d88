/** Which of the waiting ballots are valid at the log's edge (spec §8.8); the others are refused, each with its reason. @module */

import type { PoolClient } from 'pg';
import type { RecordState, SiteWindow } from '#crypto/record/record-state.ts';
import { refuse, type Waiting } from './submissions.ts';

/**
 * Their form and proofs were checked before they were stored. Of a credential's ballots one is taken in a batch, so that
 * the order inside a batch never decides which is the last.
 */
export async function selectBallots(
  client: PoolClient,
  state: RecordState,
  ballots: readonly Waiting[],
  now: number,
): Promise<Waiting[]> {
  const reasons: [code: string, seqs: ReadonlySet<string>][] = [
    ['too-late', await lateOf(client, state, ballots)],
    ['credential-unknown', await seqsOf(client, ballots, UNKNOWN)],
    ['credential-revoked', await seqsOf(client, ballots, REVOKED)],
    ['already-voted', await seqsOf(client, ballots, VOTED)],
    ['copied', await seqsOf(client, ballots, COPIED)],
    ['copied', new Set(ballots.filter(({ pads }) => namesOf(pads).size < pads.length).map(({ seq }) => seq))],
  ];
  const refused = new Set<string>();
  for (const [code, seqs] of reasons) {
    const own = [...seqs].filter((seq) => !refused.has(seq));
    await refuse(client, own, code, now);
    for (const seq of own) refused.add(seq);
  }
  return firstOfEach(ballots.filter(({ seq }) => !refused.has(seq)));
}

/** Out of their hours: those of the internet, or the window of the credential's site (spec §8.8, §11.4). */
async function lateOf(
  client: PoolClient,
  state: RecordState,
  ballots: readonly Waiting[],
): Promise<Set<string>> {
  if (state.stage !== 'open') return new Set(ballots.map(({ seq }) => seq));
  const { rows } = await client.query<{ seq: string; site: number | null; named: boolean }>(
    `select seq, site, exists (select from voting.held h where h.hash = sha256(s.bytes) and h.kind = 64 and h.site = c.site) as named
      from voting.submission s left join voting.credential c using (credential)
      where seq = any($1) and s.kind = 64`,
    [ballots.map(({ seq }) => seq)],
  );
  const isLate = ({ site, named }: (typeof rows)[number]): boolean => {
    const window = site === null ? internetWindow(state) : state.siteWindow(site);
    return window === 'held' ? !named : window === 'none';
  };
  return new Set(rows.filter(isLate).map(({ seq }) => seq));
}

const internetWindow = ({ election, clock, graceEnds }: RecordState): SiteWindow =>
  election.opens <= clock && clock < graceEnds ? 'all' : 'none';

const OWN = 'from voting.credential c where c.credential = s.credential';
const UNKNOWN = `s.kind = 64 and not exists (select ${OWN} and c.style = s.style and c.unit = s.unit)`;
const REVOKED = `s.kind = 64 and exists (select ${OWN} and c.revoked)`;
const VOTED = `s.single and exists (select from voting.ballot b where b.credential = s.credential)`;
const COPIED = `exists (select from voting.pad p where p.pad = any(s.pads))`;

async function seqsOf(
  client: PoolClient,
  ballots: readonly Waiting[],
  condition: string,
): Promise<Set<string>> {
  const { rows } = await client.query<{ seq: string }>(
    `select seq from voting.submission s where seq = any($1) and ${condition}`,
    [ballots.map(({ seq }) => seq)],
  );
  return new Set(rows.map(({ seq }) => seq));
}

/** The first of each credential, and of those that share a pad: the others wait for the next batch, which judges them. */
function firstOfEach(ballots: readonly Waiting[]): Waiting[] {
  const seen = new Set<string>();
  return ballots.filter(({ credential, pads }) => {
    const names = namesOf(credential ? [credential, ...pads] : pads);
    if ([...names].some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
}

const namesOf = (all: readonly Buffer[]): Set<string> =>
  new Set(all.map((bytes) => bytes.toString('base64')));
