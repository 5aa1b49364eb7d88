/**
 * Check that the voting process accepts the tickets that this registry signs. It runs before a log-in starts, so that
 * nobody completes all steps and is refused at the last one.
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
   * Compares the key with that of the voting process, until they have been found equal once. Throws a
   * ConfigurationError if they differ, and a Problem if the voting process does not answer.
   */
  async assertExpected(): Promise<void> {
    if (this.#isKnown) return;
    if (!equalBytes(await this.#voting.ticketKey(), this.#publicKey)) throw unexpected();
    this.#isKnown = true;
  }

  /**
   * Checks the key as `assertExpected` does, but throws a Problem also if the keys differ, as the answer to a log-in.
   */
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
