/** The voting process: board, ballot box and tally of one election. It knows credentials, never names. @module */

import { availableParallelism } from 'node:os';
import { Gauge } from 'prom-client';
import { equalBytes, fromHex } from '#crypto/bytes.ts';
import type { Signer } from '#crypto/ecdsa.ts';
import { encodeElement } from '#crypto/group.ts';
import { envelopeOpener } from '#crypto/envelope.ts';
import { ed25519PublicKey } from '#crypto/log/ed25519.ts';
import { parseVkey, type Vkey } from '#crypto/log/vkey.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { Admission } from './ballots/admission.ts';
import { BallotChecks } from './ballots/ballot-checks.ts';
import { Casting } from './ballots/casting.ts';
import { ballotRoutes, envelopeRoutes } from './ballots/routes.ts';
import { Tickets } from './ballots/tickets.ts';
import { Board } from './board/board.ts';
import { systemClock, type Clock } from './board/clock.ts';
import { LogStore } from './board/log-store.ts';
import { CheckpointSigner } from './board/checkpoint-signer.ts';
import { boardRoutes, isLasting } from './board/routes.ts';
import { Witness } from './board/witness.ts';
import { pageRoutes } from '../shared/http/static-pages.ts';
import { assertDatabase } from '../shared/database/check.ts';
import { openPool } from '../shared/database/pool.ts';
import { ConfigurationError } from '../shared/exit-codes.ts';
import { readManifest } from '../shared/files.ts';
import { createApp } from '../shared/http/app.ts';
import { createMetrics, type Metrics } from '../shared/http/metrics.ts';
import { createOps } from '../shared/http/ops.ts';
import { openSigner, readSecret } from '../shared/keys.ts';
import { tallyChore } from './tally/tally-chore.ts';
import type { VotingConfig } from './config.ts';
import { frontPages } from './front-pages.ts';

const MAX_CONNECTIONS = 20;

export interface VotingOptions {
  readonly clock?: Clock;
  readonly log?: { write(line: string): void };
  /** Called on a fault that only a restart can fix. The owner must then end this process. */
  readonly onFatal?: (error: Error) => void;
}

export interface VotingProcess {
  readonly url: string;
  readonly opsUrl: string;
  readonly board: Board;
  stop(): Promise<void>;
}

/** Starts the process; throws if keys, database, files or witnesses are not those of the manifest's election. */
export async function startVoting(config: VotingConfig, options: VotingOptions = {}): Promise<VotingProcess> {
  const election = await readManifest(config.manifest);
  const metrics = createMetrics('voting');
  let witnessing = (): number => 0; // until the board exists
  const admission = new Admission(() => witnessing());
  const app = await createApp({
    title: 'SIVEI: ballots and board',
    origins: '*', // everything here is public or needs a ticket, which no browser adds by itself
    requestsPerMinute: config.requestsPerMinute ?? 600,
    unlimited: isLasting,
    gate: admission.gate,
    bodyLimit: 65_535,
    metrics,
    ...(options.log && { log: options.log }),
    ...(config.trustProxy !== undefined && { trustProxy: config.trustProxy }),
  });
  const pool = openPool(config.database, MAX_CONNECTIONS, (error) =>
    app.log.error({ error: error.message }, 'database'),
  );
  const signer = await boardSigner(config, election);
  await assertDatabase(pool, 'sivei_voting').catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const store = new LogStore(pool);
  const clock = options.clock ?? systemClock();
  const board = await Board.start({
    pool,
    store,
    election,
    signer,
    clock,
    databaseUrl: config.database,
    directory: config.directory,
    checkpointSigner: await checkpointSignerOf(config, election, clock),
    interval: config.interval ?? 250,
    chores: tallyChore(pool, election, signer),
    onFailure: (error) => app.log.error({ error: error.message }, 'board'),
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  witnessing = () => board.witnessSeconds;
  const checks = lazyChecks(config, board, options.onFatal ?? (() => undefined));
  const tickets = new Tickets({
    db: pool,
    election,
    key: fromHex(config.keys.ticket, 33),
    now: () => board.now,
  });
  const casting = new Casting({ board, admission, checks: checks.get, signer });
  const services = { db: pool, board, casting, tickets };
  ballotRoutes(app, services);
  if (config.keys.envelopes !== undefined) {
    const secret = await readSecret(config.keys.envelopes, 32);
    envelopeRoutes(app, services, await envelopeOpener(secret, 'kept-ballot', election.id));
  } else if (election.sites.length > 0)
    throw misconfigured(
      'falta keys.envelopes: la elección tiene módulos',
      'keys.envelopes is needed: the election has sites',
    );
  await boardRoutes(app, board, config.directory);
  frontPages(app, { title: election.manifest.title, booth: config.booth !== undefined });
  if (config.booth !== undefined) await pageRoutes(app, config.booth, '/booth/');
  const serves = async (): Promise<void> => {
    await pool.query('select 1');
    if (!board.published) throw new Error('nothing is published here yet');
  };
  const ready = async (): Promise<void> => {
    if (board.failure) throw board.failure;
    await serves();
  };
  const ops = createOps(metrics, { serves, ready });
  measure(metrics, board, admission, checks.get);
  const url = await app.listen({ ...config.listen }); // listen() mutates its options
  const opsUrl = await ops.listen({ ...config.ops });
  return {
    url,
    opsUrl,
    board,
    stop: async () => {
      await app.close();
      await board.stop();
      await checks.close();
      await ops.close();
      await pool.end();
    },
  };
}

const misconfigured = (es: string, en: string): ConfigurationError =>
  new ConfigurationError({
    es: `${es}. El proceso no arranca. Corrija la configuración.`,
    en: `${en}. The process does not start. Correct the configuration.`,
  });

async function boardSigner(config: VotingConfig, election: Election): Promise<Signer> {
  const signer = await openSigner(config.keys.board, election.manifest);
  if (!equalBytes(signer.publicKey, election.boardKey))
    throw misconfigured(
      'keys.board no es la llave que nombra el manifiesto',
      'keys.board is not the key that the manifest names',
    );
  return signer;
}

async function checkpointSignerOf(
  config: VotingConfig,
  { manifest }: Election,
  clock: Clock,
): Promise<CheckpointSigner> {
  const key: Vkey = parseVkey(manifest.board.logKey);
  const seed = await readSecret(config.keys.log, 32);
  if (!equalBytes(ed25519PublicKey(seed), key.publicKey))
    throw misconfigured(
      'keys.log no es la llave que nombra el manifiesto',
      'keys.log is not the key that the manifest names',
    );
  const { quorum, keys } = manifest.witnesses;
  const strangers = config.witnesses.filter(({ vkey }) => !keys.includes(vkey));
  if (strangers.length > 0)
    throw misconfigured(
      `el manifiesto no nombra al testigo ${strangers[0]!.vkey}`,
      `the manifest names no witness ${strangers[0]!.vkey}`,
    );
  if (config.witnesses.length < quorum)
    throw misconfigured(
      `${config.witnesses.length} testigos tienen dirección y se necesitan ${quorum}`,
      `${config.witnesses.length} witnesses have an address, ${quorum} are needed`,
    );
  return new CheckpointSigner({
    key,
    seed,
    quorum,
    witnesses: config.witnesses.map((witness) => new Witness(witness, key, () => clock.now())),
  });
}

/**
 * Returns access to the ballot checks. `get` starts their threads once the election key exists, and returns undefined
 * before that.
 */
function lazyChecks(
  config: VotingConfig,
  board: Board,
  onFatal: (error: Error) => void,
): { get: () => BallotChecks | undefined; close: () => Promise<void> } {
  let checks: BallotChecks | undefined;
  const threads = config.threads ?? Math.max(1, availableParallelism() - 1);
  const get = (): BallotChecks | undefined => {
    const { key } = board.state;
    if (!checks && key)
      checks = new BallotChecks(
        { manifest: board.election.bytes, key: encodeElement(key) },
        threads,
        onFatal,
      );
    return checks;
  };
  return { get, close: async () => checks?.close() };
}

function measure(
  metrics: Metrics,
  board: Board,
  admission: Admission,
  checks: () => BallotChecks | undefined,
): void {
  const gauge = (name: string, help: string, value: () => number): void => {
    const own: Gauge = new Gauge({ name, help, registers: [metrics], collect: () => own.set(value()) });
  };
  gauge('sivei_board_size', 'Entries that are published', () => board.published?.size ?? 0);
  gauge('sivei_board_clock_seconds', 'The last clock mark', () => board.state.clock);
  gauge('sivei_board_in_trouble', 'Whether the board does not get on', () => (board.failure ? 1 : 0));
  gauge('sivei_ballots_under_way', 'Ballots on their way to a receipt', () => admission.load);
  gauge('sivei_ballots_refused', 'Ballots told to come back, since the start', () => admission.refused);
  gauge('sivei_ballots_limit', 'Ballots under way above which further ones are busy', () => admission.limit);
  gauge(
    'sivei_ballots_waiting_for_check',
    'Ballots that no thread has taken up',
    () => checks()?.backlog ?? 0,
  );
}
