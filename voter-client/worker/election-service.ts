/**
 * Base class of the services that booth, kiosk and check page run in a web worker: the pinned election, its board and
 * the voting process.
 * @module
 */

import type { Election } from '#crypto/manifest/election.ts';
import type { ShownElection } from '../contract/booth.ts';
import type { Pins } from '../contract/pins.ts';
import { VotingClient } from '../api/voting.ts';
import { Board } from '../board/board.ts';
import { electionOf, shownElection } from './page-election.ts';

export abstract class ElectionService {
  protected readonly election: Election;
  protected readonly voting: VotingClient;
  protected readonly board: Board;

  constructor(pins: Pins) {
    this.election = electionOf(pins);
    this.voting = new VotingClient(pins.voting);
    this.board = new Board(this.election, `${pins.voting}/board`);
  }

  async read(): Promise<ShownElection> {
    return shownElection(this.election);
  }
}
