/** Services shared by all parts of the registry; the process or the command line opens them once. @module */

import type { Pool } from 'pg';
import { equalBytes } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { assertDatabase } from '../shared/database/check.ts';
import { openPool } from '../shared/database/pool.ts';
import { ConfigurationError } from '../shared/exit-codes.ts';
import { readManifest } from '../shared/files.ts';
import { openSealingKey, openSigner } from '../shared/keys.ts';
import { bindElection } from './binding.ts';
import type { RegistryConfig } from './config.ts';
import { VotingHours } from './hours.ts';
import { TicketKey } from './ticket-key.ts';
import { Vault } from './vault.ts';
import { VotingClient } from './voting-client.ts';

export interface Services {
  readonly election: Election;
  readonly pool: Pool;
  /** Signer of board entries. */
  readonly registrar: Signer;
  /** Signer of tickets. */
  readonly ticketSigner: Signer;
  readonly ticketKey: TicketKey;
  readonly vault: Vault;
  readonly voting: VotingClient;
  readonly hours: VotingHours;
  /** Returns POSIX seconds. */
  readonly now: () => number;
}

export interface ServiceOptions {
  readonly now?: () => number;
  readonly onPoolError?: (error: Error) => void;
  /** Milliseconds before the voting client's first retry. */
  readonly firstRetryMs?: number;
}

const MAX_CONNECTIONS = 20;

/**
 * Opens the services. Throws if keys or database do not belong to the manifest's election, or if a real election would
 * use keys or transports for rehearsals. The caller must end the pool.
 */
export async function openServices(config: RegistryConfig, options: ServiceOptions = {}): Promise<Services> {
  const election = await readManifest(config.manifest);
  const { rehearsal } = election.manifest;
  if (!rehearsal && ('demo' in config.mail || 'demo' in config.sms))
    throw new ConfigurationError({
      es: 'Una elección real envía sus mensajes: "demo" es para ensayos. El programa no arranca. Ponga "mail" y "sms" de verdad.',
      en: 'A real election sends its messages: "demo" is for rehearsals. The program does not start. Name a real "mail" and "sms".',
    });
  const registrar = await openSigner(config.keys.registrar, { rehearsal });
  if (!equalBytes(registrar.publicKey, election.registrarKey))
    throw new ConfigurationError({
      es: 'keys.registrar no es la llave del registro que nombra el manifiesto. El programa no arranca. Ponga esa llave, o el manifiesto que la nombra.',
      en: 'keys.registrar is not the key that the manifest names. The program does not start. Put that key there, or the manifest that names it.',
    });
  const ticketSigner = await openSigner(config.keys.ticket, { rehearsal });
  const vault = new Vault(await openSealingKey(config.keys.sealing, { rehearsal }), election.id);
  const voting = new VotingClient({
    url: config.voting,
    electionId: election.id,
    ...(options.firstRetryMs !== undefined && { firstRetryMs: options.firstRetryMs }),
  });
  return {
    election,
    pool: await openDatabase(config, election, options),
    registrar,
    ticketSigner,
    ticketKey: new TicketKey(voting, ticketSigner.publicKey),
    vault,
    voting,
    hours: new VotingHours(election, voting),
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  };
}

async function openDatabase(
  { database }: RegistryConfig,
  election: Election,
  { onPoolError = () => undefined }: ServiceOptions,
): Promise<Pool> {
  const pool = openPool(database, MAX_CONNECTIONS, onPoolError);
  try {
    await assertDatabase(pool, 'sivei_registry');
    await bindElection(pool, election);
    return pool;
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Converts POSIX seconds to the database's timestamp type. */
export const toTimestamp = (seconds: number): Date => new Date(seconds * 1000);
