/**
 * Steps of a log-in between the link and the proof of the credential: digits of the mobile, then code of the second
 * factor. At the first log-in, once the code by SMS has proved that the voter has the phone, an authenticator app may
 * replace SMS.
 * @module
 */

import type { PoolClient } from 'pg';
import { timingSafeEqual } from 'node:crypto';
import { toHex } from '#crypto/bytes.ts';
import { randomBytes } from '#crypto/random.ts';
import type { Problem } from '../../shared/http/problem.ts';
import { commitThenThrow } from '../attempt.ts';
import { registryProblem, type RegistryProblemCode } from '../problems.ts';
import { bearerHash } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import { acceptTotp, isSmsCode, newTotpSecret, totpUri } from './codes.ts';
import { countFailure, lockPerson } from './guard.ts';
import { sendCode } from './start.ts';
import { findLogin, setStep, type Login, type Step } from './store.ts';

const MAX_RESENDS = 3;

/**
 * Runs `work` if `step` is the next step of the log-in; throws `wrong-step` otherwise. Steps of one person run one
 * after another.
 */
export async function runStep<T>(
  services: Services,
  login: string,
  step: Step,
  work: (client: PoolClient, state: Login) => Promise<T | Problem>,
): Promise<T> {
  return commitThenThrow(services.pool, async (client) => {
    const { person } = await findLogin(client, login, services.now());
    await lockPerson(client, person);
    const state = await findLogin(client, login, services.now()); // another try may have ended it
    if (state.step !== step) return registryProblem('wrong-step');
    return work(client, state);
  });
}

/** Counts the failure and returns a problem that says how many tries are left, or that access is locked. */
export async function refuse(
  client: PoolClient,
  services: Services,
  person: string,
  code: RegistryProblemCode,
): Promise<Problem> {
  const left = await countFailure(client, services, person);
  return left > 0 ? registryProblem(code, String(left)) : registryProblem('locked');
}

export async function checkMobile(services: Services, login: string, digits: string): Promise<void> {
  await runStep(services, login, 'mobile', async (client, state) => {
    const { rows } = await client.query<{ mobile: string }>(
      'select mobile from registry.person where id = $1',
      [state.person],
    );
    const expected = rows[0]!.mobile.slice(-4);
    if (!timingSafeEqual(Buffer.from(digits), Buffer.from(expected)))
      return refuse(client, services, state.person, 'wrong-digits');
    await setStep(client, state, 'code', 'sms');
    return sendCode(client, services, login, state.person);
  });
}

/**
 * Lets a voter who has just given the first code by SMS set up an app instead of proving the credential. Returns the
 * URI for the app. SMS remains the second factor until a code of the app is accepted.
 */
export async function setUpApp(services: Services, login: string): Promise<string> {
  const { vault, election } = services;
  return runStep(services, login, 'credential', async (client, state) => {
    if (!state.isFirst || state.factor !== 'sms') return registryProblem('wrong-step');
    const secret = newTotpSecret();
    await setStep(client, state, 'code', 'totp');
    await client.query('update registry.login set sealed = $2 where id_hash = $1', [
      state.hash,
      await vault.seal('login', toHex(state.hash), secret),
    ]);
    return totpUri(secret, election.manifest.title.es, election.manifest.id);
  });
}

export async function resendCode(services: Services, login: string): Promise<void> {
  await runStep(services, login, 'code', async (client, state) => {
    if (state.factor !== 'sms') return registryProblem('wrong-step');
    if (state.resends >= MAX_RESENDS) return registryProblem('too-many-codes');
    await client.query('update registry.login set resends = resends + 1 where id_hash = $1', [
      bearerHash('login', login),
    ]);
    return sendCode(client, services, login, state.person);
  });
}

/** Checks the second factor and returns the challenge for the proof of the credential. */
export async function checkCode(services: Services, login: string, code: string): Promise<Uint8Array> {
  return runStep(services, login, 'code', async (client, state) => {
    const isRight =
      state.factor === 'sms'
        ? isLive(state, services.now()) && isSmsCode(login, code, state.codeHash!)
        : await checkTotp(client, services, state, code);
    if (!isRight) return refuse(client, services, state.person, 'wrong-code');
    if (state.isFirst && !(await storeFactor(client, services, state))) return registryProblem('wrong-step');
    const challenge = randomBytes(32);
    await setStep(client, state, 'credential', state.factor, challenge);
    return challenge;
  });
}

const isLive = ({ codeHash, codeExpiresAt }: Login, now: number): boolean =>
  codeHash !== null && codeExpiresAt !== null && codeExpiresAt > toTimestamp(now);

async function checkTotp(
  client: PoolClient,
  { vault, now }: Services,
  { person, hash, isFirst, sealed }: Login,
  code: string,
): Promise<boolean> {
  if (isFirst)
    return acceptTotp(client, person, await vault.open('login', toHex(hash), sealed!), code, now());
  const { rows } = await client.query<{ sealed: Buffer | null }>(
    'select sealed from registry.factor where person = $1',
    [person],
  );
  const own = rows[0]?.sealed;
  return own ? acceptTotp(client, person, await vault.open('totp', person, own), code, now()) : false;
}

/**
 * Stores the second factor; returns false if another log-in of the person did so first. An app replaces SMS, and ends
 * the other log-ins of the person.
 */
async function storeFactor(client: PoolClient, { vault }: Services, state: Login): Promise<boolean> {
  const { person, factor, hash, sealed } = state;
  const own = sealed && (await vault.seal('totp', person, await vault.open('login', toHex(hash), sealed)));
  if (own) {
    await client.query('delete from registry.factor where person = $1', [person]);
    await client.query('delete from registry.login where person = $1 and id_hash <> $2', [person, hash]);
  }
  const { rowCount } = await client.query(
    'insert into registry.factor (person, kind, sealed) values ($1, $2, $3) on conflict do nothing',
    [person, factor, own],
  );
  return rowCount === 1;
}
