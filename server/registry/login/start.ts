/** Start of a log-in: finds the owner of the link, and checks whether people can log in now. @module */

import type { PoolClient } from 'pg';
import { commonProblem, type Problem } from '../../shared/http/problem.ts';
import { commitThenThrow } from '../attempt.ts';
import { limits, consumeRateLimit } from '../limits.ts';
import { enqueue } from '../outbox/enqueue.ts';
import { registryProblem } from '../problems.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import { newSmsCode, SMS_CODE_SECONDS, smsCodeHash } from './codes.ts';
import { isLocked, lockPerson } from './guard.ts';
import { insertLogin, type Factor, type Step } from './store.ts';

export interface Started {
  readonly login: string;
  readonly next: Step;
  /** Second factor that the voter has chosen; null at the first log-in. */
  readonly factor: Factor | null;
}

/** Throws unless voting is open. */
export function assertVoting({ election, hours, now }: Pick<Services, 'election' | 'hours' | 'now'>): void {
  if (now() < election.opens) throw registryProblem('not-open');
  if (now() >= hours.closes) throw registryProblem('voting-closed');
}

export async function startLogin(services: Services, link: string): Promise<Started> {
  assertVoting(services);
  const { pool, now, ticketKey } = services;
  await ticketKey.assertForLogin();
  return commitThenThrow<Started>(pool, async (client) => {
    const { rows } = await client.query<{ person: string }>(
      `select l.person from registry.link l join registry.credential c on c.person = l.person
       where l.token_hash = $1 and not l.revoked and not c.revoked and c.listed`,
      [bearerHash('link', link)],
    );
    if (!rows[0]) return registryProblem('link-unknown');
    const { person } = rows[0];
    await lockPerson(client, person);
    if (await isLocked(client, person, now())) return registryProblem('locked');
    if (!(await consumeRateLimit(client, limits.loginsOfPerson, person, now())))
      return commonProblem('too-many');
    const { rows: chosen } = await client.query<{ kind: Factor }>(
      'select kind from registry.factor where person = $1',
      [person],
    );
    const factor = chosen[0]?.kind ?? null;
    const login = newBearer();
    const next = factor === null ? 'mobile' : 'code';
    await insertLogin(client, login, { person, step: next, factor, isFirst: factor === null }, now());
    const refused = factor === 'sms' ? await sendCode(client, services, login, person) : undefined;
    return refused ?? { login, next, factor };
  });
}

/** Sends a new code, which invalidates an earlier one of this log-in. Returns a problem if the limit is reached. */
export async function sendCode(
  client: PoolClient,
  services: Services,
  login: string,
  person: string,
): Promise<Problem | undefined> {
  const now = services.now();
  if (!(await consumeRateLimit(client, limits.codesOfPerson, person, now)))
    return registryProblem('too-many-codes');
  const code = newSmsCode();
  const expires = now + SMS_CODE_SECONDS;
  await client.query('update registry.login set code_hash = $2, code_expires_at = $3 where id_hash = $1', [
    bearerHash('login', login),
    smsCodeHash(login, code),
    toTimestamp(expires),
  ]);
  await enqueue(client, services, { person, kind: 'login-code', channel: 'sms', secret: code, expires });
  return undefined;
}
