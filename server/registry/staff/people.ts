/** Data of people on the roll as staff see them: nothing about how a person voted, and no secret. @module */

import type { Db } from '../../shared/database/pool.ts';
import type { BallotState, Modality } from '../../api/schemas.ts';
import { normalEmail } from '../contact.ts';
import { registryProblem } from '../problems.ts';
import { plainKey } from '../../shared/voter-key.ts';
import { toTimestamp, type Services } from '../services.ts';

export interface Found {
  readonly person: string;
  readonly voterKey: string;
  readonly name: string;
  readonly unit: number;
  readonly modality: Modality;
}

export type SearchBy = 'voterKey' | 'email' | 'name';

export interface Search {
  readonly people: Found[];
  /** Whether there are more matches than returned. */
  readonly more: boolean;
}

const MAX_FOUND = 20;
const FOUND = 'select id as person, voter_key as "voterKey", name, unit, modality from registry.person';

/**
 * Finds people by the complete key or address, or by the beginning of a word of the name, without regard to accents and
 * case.
 */
export async function searchPeople(db: Db, by: SearchBy, text: string): Promise<Search> {
  const [condition, value] = {
    voterKey: ['voter_key_plain = $1', plainKey(text)],
    email: ['email = $1', normalEmail(text) ?? ''],
    name: [
      `plain_name like registry.plain_name($1) || '%' escape '!'
       or plain_name like '% ' || registry.plain_name($1) || '%' escape '!'`,
      text.trim().replaceAll(/[!%_]/g, '!$&'),
    ],
  }[by] as [string, string];
  const { rows } = await db.query<Found>(
    `${FOUND} where ${condition} order by plain_name, id limit ${MAX_FOUND + 1}`,
    [value],
  );
  return { people: rows.slice(0, MAX_FOUND), more: rows.length > MAX_FOUND };
}

export interface PersonStatus extends Found {
  readonly style: number;
  /** Masked contact data: only the first letter, or the last two digits, are visible. */
  readonly email: string | null;
  readonly mobile: string | null;
  readonly hasCredential: boolean;
  readonly invitation: 'none' | 'waiting' | 'sent' | 'failed';
  readonly firstAccess: boolean;
  readonly locked: boolean;
  readonly session: boolean;
  readonly admitted: boolean;
  readonly ballot: BallotState;
  readonly pendingChange: boolean;
}

type Row = Found & {
  style: number;
  email: string | null;
  mobile: string | null;
  sealed: Buffer | null;
  waiting: boolean;
  dead: boolean;
  firstAccess: boolean;
  locked: boolean;
  session: boolean;
  admitted: boolean;
  pendingChange: boolean;
};

export async function personStatus(services: Services, db: Db, person: string): Promise<PersonStatus> {
  const { rows } = await db.query<Row>(
    `select p.id as person, p.voter_key as "voterKey", p.name, p.unit, p.modality, p.style, p.email, p.mobile,
       (select sealed from registry.credential c where c.person = p.id and not c.revoked) as sealed,
       exists (select from registry.message m where m.person = p.id and m.kind in ('link', 'code')
               and m.state <> 'dead') as waiting,
       exists (select from registry.message m where m.person = p.id and m.kind in ('link', 'code')
               and m.state = 'dead') as dead,
       exists (select from registry.factor f where f.person = p.id) as "firstAccess",
       exists (select from registry.guard g where g.person = p.id and g.locked_until > $2) as locked,
       exists (select from registry.session s where s.person = p.id and s.expires_at > $2) as session,
       exists (select from registry.admission a where a.person = p.id) as admitted,
       exists (select from registry.change_request r where r.person = p.id and r.state = 'pending')
         as "pendingChange"
     from registry.person p where p.id = $1`,
    [person, toTimestamp(services.now())],
  );
  if (!rows[0]) throw registryProblem('person-unknown');
  const { sealed, waiting, dead, email, mobile, ...known } = rows[0];
  return {
    ...known,
    email: email && email.replace(/^(.).*@/, '$1…@'),
    mobile: mobile && `…${mobile.slice(-2)}`,
    hasCredential: sealed !== null,
    invitation: sealed === null ? 'none' : dead ? 'failed' : waiting ? 'waiting' : 'sent',
    ballot: sealed === null ? 'no' : await hasBallot(services, person, sealed),
  };
}

async function hasBallot(
  { vault, voting }: Services,
  person: string,
  sealed: Buffer,
): Promise<PersonStatus['ballot']> {
  try {
    return (await voting.hasVoted(await vault.open('credential', person, sealed))) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
