/** Entries about who may vote, who was admitted, and the hours between (spec chapter 06, §8.7, §8.8). @module */

import { encodeElement } from '#crypto/group.ts';
import { isAscending } from '#crypto/record/in-person.ts';
import {
  parseAdmissions,
  parseClosing,
  parseCredentialList,
  parseOpening,
  parseRevocation,
} from '#crypto/record/office.ts';
import type { Db } from '../../shared/database/pool.ts';
import { countBallots } from './log-store.ts';
import { areSitesDone } from './judge-sites.ts';
import { parsed, refuseUnless, type Judging, type Official } from './judging.ts';

/** §6.2 */
export async function judgeCredentials({ db, state }: Judging, { entry }: Official): Promise<void> {
  const { style, unit, credentials } = parsed(() => parseCredentialList(entry));
  refuseUnless(state.election.styles[style]?.units.includes(unit) === true, 'the style is not for this unit');
  refuseUnless(isAscending(credentials), 'the credentials are not in ascending order');
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
    'select unit, count(*) from voting.credential where not revoked and site is null group by unit',
  );
  refuseUnless(
    roll.every((people, unit) => (listed.get(unit) ?? 0) <= people),
    'a unit has more credentials than people',
  );
}

/** §8.7 */
export async function judgeClosing(judging: Judging, { entry }: Official): Promise<void> {
  const { db, state } = judging;
  const closing = parsed(() => parseClosing(entry));
  refuseUnless(state.clock >= state.graceEnds, 'it is before the hour of the closing');
  refuseUnless(await areSitesDone(judging), 'a site has not closed, or still holds ballots');
  const onBoard = await countBallots(db, state.size);
  refuseUnless(
    closing.ballots === onBoard.ballots && closing.challenged === onBoard.challenged,
    `the board has ${onBoard.ballots} ballots and ${onBoard.challenged} challenged ones`,
  );
}

/** §6.5 */
export async function judgeAdmissions({ db, state }: Judging, { entry }: Official): Promise<void> {
  const { internet, inPerson } = parsed(() => parseAdmissions(entry, state.election));
  const voted = await countByUnit(
    db,
    `select b.unit, count(distinct credential) from voting.ballot b join voting.credential c using (credential)
      where c.site is null group by b.unit`,
  );
  const issued = await countByUnit(db, `select unit, count(*) ${ISSUED} group by unit`);
  const walkIns = await countByUnit(db, `select unit, count(*) ${ISSUED} and ground = 2 group by unit`);
  const within = state.roll.every((people, unit) => {
    const [online, there] = [internet[unit]!, inPerson?.[unit] ?? 0];
    return (
      (voted.get(unit) ?? 0) <= online &&
      (issued.get(unit) ?? 0) <= there &&
      online + there <= people + (walkIns.get(unit) ?? 0)
    );
  });
  refuseUnless(within, 'a unit has more ballots than admitted people, or more of these than its roll');
}

const ISSUED = 'from voting.credential where not revoked and ground is not null';

async function countByUnit(db: Db, sql: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ unit: number; count: string }>(sql);
  return new Map(rows.map(({ unit, count }) => [unit, Number(count)]));
}
