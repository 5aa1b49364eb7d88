/**
 * Log-in of a staff member with name, password and code of an authenticator app. Without the app nobody can try
 * passwords or lock the owner out (docs/threat-model.md, "Guessing at staff").
 * @module
 */

import { randomUUID } from 'node:crypto';
import { commonProblem } from '../../shared/http/problem.ts';
import { commitThenThrow } from '../attempt.ts';
import { refundRateLimit, limits, consumeRateLimit } from '../limits.ts';
import { acceptStep, newTotpSecret, stepOf } from '../login/codes.ts';
import { registryProblem } from '../problems.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import type { Vault } from '../vault.ts';
import { IDLE_SECONDS, plainName, type Role } from './accounts.ts';
import { writeJournal } from './journal.ts';
import { isPassword } from '../../shared/password.ts';

const SESSION_SECONDS = 8 * 3600;

export interface StaffLogin {
  readonly name: string;
  readonly password: string;
  /** Current code of the app. */
  readonly code: string;
  /**
   * Previous code of the app. With two consecutive codes a member can log in even while others make attempts with the
   * name.
   */
  readonly earlier?: string;
}

export interface StaffSession {
  readonly session: string;
  readonly role: Role;
  readonly expires: number;
}

interface Row {
  readonly id: string;
  readonly role: Role;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly totp: Buffer;
}

/**
 * Logs a member in. All wrong inputs get the same error. `address`: the client's address, in the form that rate limits
 * count.
 */
export async function logInMember(
  services: Services,
  { name, password, code, earlier }: StaffLogin,
  address: string,
): Promise<StaffSession> {
  const { pool, vault } = services;
  const now = services.now();
  const plain = plainName(name);
  if (!(await consumeRateLimit(pool, limits.staffAddress, `${address} ${plain}`, now)))
    throw commonProblem('too-many');
  const { rows } = await pool.query<Row>(
    `select id, role, salt, password_hash as hash, totp from registry.staff
     where name = $1 and not disabled and not replaced`,
    [plain],
  );
  const [member] = rows;
  const { id, totp } = member ?? (await decoyMember(vault));
  // Count the try before checking the code, so that concurrent requests get no more tries than sequential ones.
  const isWithinLimit = await consumeRateLimit(pool, limits.staffCodes, id, now);
  const step =
    isWithinLimit || earlier !== undefined
      ? await stepOf(await vault.open('staff', id, totp), code, now, earlier)
      : undefined;
  if (step === undefined || !member) throw registryProblem('staff-refused');
  await refundRateLimit(pool, limits.staffCodes, id);
  // Only a person with the app reaches the password check. It takes a third of a second, and strangers must not try
  // passwords.
  if (!(await consumeRateLimit(pool, limits.staffPasswords, id, now))) throw commonProblem('too-many');
  if (!(await isPassword(password, member))) throw registryProblem('staff-refused');
  const session = newBearer();
  const expires = now + SESSION_SECONDS;
  return commitThenThrow(pool, async (client) => {
    if (!(await acceptStep(client, id, step))) return registryProblem('staff-refused');
    await client.query(
      'insert into registry.staff_session (bearer_hash, staff, expires_at, idle_until) values ($1, $2, $3, $4)',
      [bearerHash('staff', session), id, toTimestamp(expires), toTimestamp(now + IDLE_SECONDS)],
    );
    await writeJournal(client, { staff: id, action: 'login' }, now);
    return { session, role: member.role, expires };
  });
}

const decoys = new WeakMap<Vault, Promise<Pick<Row, 'id' | 'totp'>>>();

/** Returns a made-up account for an unknown name, so that unknown and known names take the same work. */
function decoyMember(vault: Vault): Promise<Pick<Row, 'id' | 'totp'>> {
  const made = async (): Promise<Pick<Row, 'id' | 'totp'>> => {
    const id = randomUUID();
    return { id, totp: await vault.seal('staff', id, newTotpSecret()) };
  };
  const known = decoys.get(vault) ?? made();
  decoys.set(vault, known);
  return known;
}
