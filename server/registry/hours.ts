/** End of voting by internet that is in force (spec §12.3), as the voting process reports it. @module */

import type { Election } from '#crypto/manifest/election.ts';
import type { VotingClient } from './voting-client.ts';

/**
 * End of voting, by which log-ins are opened and limited. The board judges each ballot by its own clock, so that a
 * wrong end can keep people out but cannot make a late ballot count.
 */
export class VotingHours {
  readonly #election: Election;
  readonly #voting: VotingClient;
  #closes: number;

  constructor(election: Election, voting: VotingClient) {
    this.#election = election;
    this.#voting = voting;
    this.#closes = election.closes;
  }

  /** End in force that is known here, POSIX seconds; at first that of the manifest. */
  get closes(): number {
    return this.#closes;
  }

  /** Reads the end in force. Rejects if the voting process does not answer. */
  async refresh(): Promise<void> {
    const { closes } = await this.#voting.status();
    const latest = this.#election.closes + this.#election.manifest.extensionSeconds;
    this.#closes = Math.min(Math.max(closes, this.#closes), latest);
  }
}
