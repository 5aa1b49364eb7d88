/** Entries about who may vote, who was admitted, and the hours between (spec chapter 06, §8.7, §8.8). @module */

import { compareBytes } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import {
  parseAdmissions,
  parseClosing,
  parseCredentialList,
  parseOpening,
  parseRevocation,
} from '#crypto/record/office.ts';
import type { Db } from '../database/pool.ts';
import { countBallots } from './log-store.ts';
import { parsed, refuseUnless, type Judging, type Official } from './judging.ts';

/** §6.2 */
export async function judgeCredentials({ db, state }: Judging, { entry }: Official): Promise<void> {
  const { style, unit, credentials } = parsed(() => parseCredentialList(entry));
  refuseUnless(state.election.styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
  const ascending = credentials.every((X, i) => i === 0 || compareBytes(credentials[i - 1]!, X) < 0);
  refuseUnless(ascending, 'the credentials are not in ascending order');
  const { rowCount } = await db.query(
    `insert into voting.credential (credential, style, unit)
      select credential, $2, $3 from unnest($1::bytea[]) as credential on conflict do nothing`,
    [credentials, style, unit],
  );
  refuseUnless(rowCount === credentials.length, 'a credential is on an earlier list');
}

/** §6.3 */
export async function judgeRevocation({ db }: Judging, { entry }: Official): Promise<void> {
  const X = encodeElement(parsed(() => parseRevocation(entry)).credential);
  const { rowCount } = await db.query(
    `update voting.credential set revoked = true
      where credential = $1 and not revoked
        and not exists (select from voting.ballot where ballot.credential = $1)`,
    [X],
  );
  refuseUnless(rowCount === 1, 'the credential is not listed, is revoked, or has a ballot');
}

/** §6.4, §8.8 */
export async function judgeOpening({ db, state }: Judging, { entry }: Official): Promise<void> {
  const roll = parsed(() => parseOpening(entry, state.election.unitCount));
  refuseUnless(state.ceremony?.run.readyToOpen === true, 'the key ceremony is not complete');
  refuseUnless(state.clock >= state.election.opens, 'it is before the hour of the opening');
  const listed = await countByUnit(
    db,
    'select unit, count(*) from voting.credential where not revoked group by unit',
  );
  refuseUnless(
    roll.every((people, unit) => (listed.get(unit) ?? 0) <= people),
    'a unit has more credentials than people',
  );
}

/** §8.7 */
export async function judgeClosing({ db, state }: Judging, { entry }: Official): Promise<void> {
  const closing = parsed(() => parseClosing(entry));
  refuseUnless(state.clock >= state.graceEnds, 'it is before the hour of the closing');
  const onBoard = await countBallots(db, state.size);
  refuseUnless(
    closing.ballots === onBoard.ballots && closing.challenged === onBoard.challenged,
    `the board has ${onBoard.ballots} ballots and ${onBoard.challenged} challenged ones`,
  );
}

/** §6.5 */
export async function judgeAdmissions({ db, state }: Judging, { entry }: Official): Promise<void> {
  const admitted = parsed(() => parseAdmissions(entry, state.election.unitCount));
  const voted = await countByUnit(
    db,
    'select unit, count(distinct credential) from voting.ballot group by unit',
  );
  refuseUnless(
    admitted.every((people, unit) => (voted.get(unit) ?? 0) <= people && people <= state.roll[unit]!),
    'a unit has more ballots than admitted people, or more of these than its roll',
  );
}

async function countByUnit(db: Db, sql: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ unit: number; count: string }>(sql);
  return new Map(rows.map(({ unit, count }) => [unit, Number(count)]));
}
