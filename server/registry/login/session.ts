/**
 * Completion of a log-in and the session that it opens: one session per person, and a ticket for the voting process.
 * @module
 */

import type { PoolClient } from 'pg';
import { equalBytes } from '#crypto/bytes.ts';
import { checkPossession } from '#crypto/proof/possession.ts';
import { randomBytes } from '#crypto/random.ts';
import { signTicket } from '../../api/ticket.ts';
import { clearRateLimits } from '../limits.ts';
import { registryProblem } from '../problems.ts';
import { bearerHash, newBearer } from '../../shared/secrets.ts';
import { toTimestamp, type Services } from '../services.ts';
import { forgetFailures } from './guard.ts';
import { endSessions, sendRevocations, TICKET_OWNER } from './revocation.ts';
import { assertVoting } from './start.ts';
import { runStep, refuse } from './steps.ts';

const SESSION_SECONDS = 1800;

export interface Admitted {
  readonly session: string;
  readonly ticket: string;
  /** Expiry in POSIX seconds. */
  readonly notAfter: number;
}

/** Proof that the voter's page has the credential: the credential's public key, and a proof over the challenge. */
export interface CredentialProof {
  readonly credential: Uint8Array;
  readonly proof: Uint8Array;
}

/** Completes a log-in. An earlier session of the person ends, and its ticket is revoked. */
export async function finishLogin(
  services: Services,
  login: string,
  shown: CredentialProof,
): Promise<Admitted> {
  assertVoting(services);
  const { election, hours, ticketSigner, ticketKey, vault, now } = services;
  await ticketKey.assertForLogin(); // an earlier process may have made the check at the start of the log-in
  const end = hours.closes + election.manifest.graceSeconds;
  const notAfter = Math.min(now() + SESSION_SECONDS, end);
  const id = randomBytes(16);
  const session = newBearer(); // generated here, so that nobody can have known it before
  const ended = await runStep(services, login, 'credential', async (client, { person, challenge }) => {
    const X = await liveCredential(client, services, person);
    const isOwn = X !== undefined && equalBytes(X, shown.credential);
    if (!checkPossession(election.id, shown.credential, challenge!, shown.proof) || !isOwn)
      return refuse(client, services, person, 'wrong-credential');
    await client.query('delete from registry.login where person = $1', [person]);
    await clearRateLimits(client, person);
    await forgetFailures(client, person);
    const earlier = await endSessions(client, person);
    await client.query('insert into registry.admission (person) values ($1) on conflict do nothing', [
      person,
    ]);
    await client.query(
      'insert into registry.session (bearer_hash, person, ticket, expires_at) values ($1, $2, $3, $4)',
      [
        bearerHash('session', session),
        person,
        await vault.seal('ticket', TICKET_OWNER, id),
        toTimestamp(notAfter),
      ],
    );
    return earlier;
  });
  // The ticket is signed only now that the admission is on disk.
  if (ended > 0) await sendRevocations(services);
  const ticket = await signTicket(ticketSigner, election.id, { id, credential: shown.credential, notAfter });
  return { session, ticket, notAfter };
}

async function liveCredential(
  client: PoolClient,
  { vault }: Services,
  person: string,
): Promise<Uint8Array | undefined> {
  const { rows } = await client.query<{ sealed: Buffer }>(
    'select sealed from registry.credential where person = $1 and not revoked and listed',
    [person],
  );
  return rows[0] && vault.open('credential', person, rows[0].sealed);
}

export interface SessionFacts {
  readonly name: string;
  /** `unit` and `style`: indexes in the manifest. */
  readonly unit: number;
  readonly style: number;
  readonly expires: number;
}

/** Returns the voter data of a session; throws `session-over` if the bearer token has no session. */
export async function readSession({ pool, now }: Services, bearer: string): Promise<SessionFacts> {
  const { rows } = await pool.query<Omit<SessionFacts, 'expires'> & { expires: Date }>(
    `select p.name, p.unit, p.style, s.expires_at as expires
     from registry.session s join registry.person p on p.id = s.person
     where s.bearer_hash = $1 and s.expires_at > $2`,
    [bearerHash('session', bearer), toTimestamp(now())],
  );
  if (!rows[0]) throw registryProblem('session-over');
  return { ...rows[0], expires: Math.floor(rows[0].expires.getTime() / 1000) };
}

/** Ends a session. The answer does not reveal whether there was one. */
export async function endSession(services: Services, bearer: string): Promise<void> {
  const { pool } = services;
  const { rowCount } = await pool.query(
    `with ended as (delete from registry.session where bearer_hash = $1 returning ticket, expires_at)
     insert into registry.ticket_revocation (ticket, expires_at) select ticket, expires_at from ended`,
    [bearerHash('session', bearer)],
  );
  if (rowCount) await sendRevocations(services);
}
