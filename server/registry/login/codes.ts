/** Six-digit codes: those sent by SMS, and those of an authenticator app (RFC 6238). @module */

import { randomInt, timingSafeEqual } from 'node:crypto';
import { NobleCryptoPlugin, ScureBase32Plugin, TOTP } from 'otplib';
import { utf8 } from '#crypto/bytes.ts';
import { randomBytes } from '#crypto/random.ts';
import { hash } from '#crypto/transcript.ts';
import type { Db } from '../../shared/database/pool.ts';
import { toTimestamp } from '../services.ts';

export const SMS_CODE_SECONDS = 300;
const STEP_SECONDS = 30;
const TOTP_SECRET_BYTES = 20;

const totp = new TOTP({ crypto: new NobleCryptoPlugin(), base32: new ScureBase32Plugin() });

export const newSmsCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * Returns the hash of a code under the log-in's secret. The database does not hold that secret, so nobody can find the
 * code from its hash by trying all codes.
 */
export const smsCodeHash = (login: string, code: string): Buffer =>
  Buffer.from(hash('registry/sms-code/v1', utf8(login), utf8(code)));

export function isSmsCode(login: string, code: string, expected: Buffer): boolean {
  return timingSafeEqual(smsCodeHash(login, code), expected);
}

export const newTotpSecret = (): Uint8Array => randomBytes(TOTP_SECRET_BYTES);

/** Returns the URI that an authenticator app reads from a QR code. */
export const totpUri = (secret: Uint8Array, issuer: string, label: string): string =>
  totp.toURI({ issuer, label, secret: new ScureBase32Plugin().encode(secret) });

/**
 * Checks a code against the current time step, the one before and the next, and marks the matching step as used.
 * Returns false if no step matches, or if a code of that step was accepted before.
 */
export async function acceptTotp(
  db: Db,
  owner: string,
  secret: Uint8Array,
  code: string,
  now: number,
): Promise<boolean> {
  const step = await stepOf(secret, code, now);
  return step !== undefined && acceptStep(db, owner, step);
}

/**
 * Returns the TOTP time step (current, previous or next) that matches `code`, or undefined if none does. If `earlier`
 * is given, it must match the step before that one.
 */
export async function stepOf(
  secret: Uint8Array,
  code: string,
  now: number,
  earlier?: string,
): Promise<number | undefined> {
  const result = await totp.verify(code, { secret, epoch: now, epochTolerance: STEP_SECONDS });
  if (!result.valid) return undefined;
  const step = Math.floor(now / STEP_SECONDS) + result.delta;
  if (earlier === undefined) return step;
  const before = await totp.verify(earlier, { secret, epoch: (step - 1) * STEP_SECONDS });
  return before.valid ? step : undefined;
}

/** Marks a time step as used; returns false if a code of it was accepted before. */
export async function acceptStep(db: Db, owner: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into registry.used_step (owner, step, expires_at) values ($1, $2, $3) on conflict do nothing`,
    [owner, step, toTimestamp((step + 2) * STEP_SECONDS)], // from then on the step is out of tolerance
  );
  return rowCount === 1;
}
