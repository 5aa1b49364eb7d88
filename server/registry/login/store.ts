/** Pending log-ins in the database. @module */

import type { PoolClient } from 'pg';
import { registryProblem } from '../problems.ts';
import { bearerHash } from '../../shared/secrets.ts';
import { toTimestamp } from '../services.ts';

export type Step = 'mobile' | 'code' | 'credential';
export type Factor = 'sms' | 'totp';

export interface Login {
  readonly hash: Buffer;
  readonly person: string;
  readonly step: Step;
  readonly factor: Factor | null;
  readonly isFirst: boolean;
  /** Encrypted secret of a TOTP factor that is not confirmed yet. */
  readonly sealed: Buffer | null;
  readonly codeHash: Buffer | null;
  readonly codeExpiresAt: Date | null;
  readonly resends: number;
  readonly challenge: Buffer | null;
}

export const LOGIN_SECONDS = 900;

/** Returns a pending log-in; throws `login-unknown` if there is none. */
export async function findLogin(client: PoolClient, login: string, now: number): Promise<Login> {
  const { rows } = await client.query<Login>(
    `select id_hash as hash, person, step, factor, is_first as "isFirst", sealed, code_hash as "codeHash",
       code_expires_at as "codeExpiresAt", resends, challenge
     from registry.login where id_hash = $1 and expires_at > $2`,
    [bearerHash('login', login), toTimestamp(now)],
  );
  if (!rows[0]) throw registryProblem('login-unknown');
  return rows[0];
}

export async function insertLogin(
  client: PoolClient,
  login: string,
  state: { person: string; step: Step; factor: Factor | null; isFirst: boolean },
  now: number,
): Promise<void> {
  await client.query(
    `insert into registry.login (id_hash, person, step, factor, is_first, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [
      bearerHash('login', login),
      state.person,
      state.step,
      state.factor,
      state.isFirst,
      toTimestamp(now + LOGIN_SECONDS),
    ],
  );
}

export async function setStep(
  client: PoolClient,
  { hash }: Login,
  step: Step,
  factor: Factor | null,
  challenge: Uint8Array | null = null,
): Promise<void> {
  await client.query(
    `update registry.login set step = $2, factor = $3, challenge = $4, code_hash = null, code_expires_at = null
     where id_hash = $1`,
    [hash, step, factor, challenge],
  );
}
