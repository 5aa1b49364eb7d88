/** End of voting by internet that is in force (spec §12.3), from changes of hours that the board proves. @module */

import type { Election } from '#crypto/manifest/election.ts';
import { INTERNET } from '#crypto/record/acts.ts';
import { provenEnd } from '#crypto/record/proven-end.ts';
import type { VotingClient } from './voting-client.ts';

/** End of voting, by which log-ins are opened and limited. */
export class VotingHours {
  readonly #election: Election;
  readonly #voting: Pick<VotingClient, 'changesOfHours'>;
  #closes: number;

  constructor(election: Election, voting: Pick<VotingClient, 'changesOfHours'>) {
    this.#election = election;
    this.#voting = voting;
    this.#closes = election.closes;
  }

  /** End in force that is known here, POSIX seconds; at first that of the manifest. */
  get closes(): number {
    return this.#closes;
  }

  /**
   * Reads the changes of hours. Rejects, and keeps the end that is known, if the voting process does not answer, or
   * gives a change that is not on the board or that the authority did not sign: nobody is let in who votes too late.
   */
  async refresh(): Promise<void> {
    const end = provenEnd(this.#election, INTERNET, await this.#voting.changesOfHours());
    this.#closes = Math.max(end, this.#closes);
  }
}
