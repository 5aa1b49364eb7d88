/**
 * Check that the voting process accepts the tickets that this registry signs. It runs before a log-in starts, so that
 * nobody goes through all steps and is refused at the last one.
 * @module
 */

import { equalBytes } from '#crypto/bytes.ts';
import { ConfigurationError } from '../shared/exit-codes.ts';
import { commonProblem } from '../shared/http/problem.ts';
import type { VotingClient } from './voting-client.ts';

export class TicketKey {
  readonly #voting: VotingClient;
  readonly #publicKey: Uint8Array;
  #isKnown = false;

  constructor(voting: VotingClient, publicKey: Uint8Array) {
    this.#voting = voting;
    this.#publicKey = publicKey;
  }

  /**
   * Asks the voting process until it has confirmed the key once. Throws a ConfigurationError if it expects another key,
   * and a problem to answer if it does not respond.
   */
  async assertExpected(): Promise<void> {
    if (this.#isKnown) return;
    if (!equalBytes(await this.#voting.ticketKey(), this.#publicKey)) throw unexpected();
    this.#isKnown = true;
  }

  /** Does the same for a log-in: always throws a problem to answer. */
  async assertForLogin(): Promise<void> {
    await this.assertExpected().catch((error: unknown) => {
      throw error instanceof ConfigurationError ? commonProblem('unavailable') : error;
    });
  }
}

const unexpected = (): ConfigurationError =>
  new ConfigurationError({
    es: 'keys.ticket no es la llave que espera el proceso de votación: rechazaría a todas las personas al final de su entrada. El registro no sigue. Ponga en keys.ticket del proceso de votación la mitad pública de esta llave.',
    en: 'keys.ticket is not the key that the voting process expects: it would refuse everybody at the end of their log-in. The registry does not go on. Put the public half of this key into keys.ticket of the voting process.',
  });
