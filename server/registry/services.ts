/** What every part of the registry works with; opened once by the process or the command line. @module */

import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { equalBytes } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { parseManifest, type Election } from '#crypto/manifest/election.ts';
import { openPool } from '../database/pool.ts';
import { openSealingKey, openSigner } from '../keys.ts';
import type { RegistryConfig } from './config.ts';
import { Vault } from './vault.ts';
import { VotingClient } from './voting-client.ts';

export interface Services {
  readonly election: Election;
  readonly pool: Pool;
  /** Signs entries of the board. */
  readonly registrar: Signer;
  /** Signs tickets. */
  readonly ticketSigner: Signer;
  readonly vault: Vault;
  readonly voting: VotingClient;
  /** POSIX seconds. */
  readonly now: () => number;
}

export interface ServiceOptions {
  readonly now?: () => number;
  readonly onPoolError?: (error: Error) => void;
  /** Of the voting client, in milliseconds. */
  readonly firstWait?: number;
}

const CONNECTIONS = 20;

/** Throws if the keys are not those that the manifest names, or not those of a real election. Whoever opens ends the pool. */
export async function openServices(config: RegistryConfig, options: ServiceOptions = {}): Promise<Services> {
  const election = parseManifest(Uint8Array.from(await readFile(config.manifest)));
  const { rehearsal } = election.manifest;
  if (!rehearsal && ('demo' in config.mail || 'demo' in config.sms))
    throw new Error('a real election sends its messages: "demo" is for rehearsals');
  const registrar = await openSigner(config.keys.registrar, { rehearsal });
  if (!equalBytes(registrar.publicKey, election.registrarKey))
    throw new Error('keys.registrar is not the key that the manifest names');
  const ticketSigner = await openSigner(config.keys.ticket, { rehearsal });
  const vault = new Vault(await openSealingKey(config.keys.sealing, { rehearsal }), election.id);
  const voting = new VotingClient({
    url: config.voting,
    electionId: election.id,
    ...(options.firstWait !== undefined && { firstWait: options.firstWait }),
  });
  return {
    election,
    pool: openPool(config.database, CONNECTIONS, options.onPoolError ?? (() => undefined)),
    registrar,
    ticketSigner,
    vault,
    voting,
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  };
}

/** A POSIX time as the database takes it. */
export const at = (seconds: number): Date => new Date(seconds * 1000);
