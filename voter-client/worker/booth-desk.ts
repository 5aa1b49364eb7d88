/** The booth behind its screens: one visit of one voter. @module */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import { CODE_CHARACTERS, credentialId } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { parseBallot, type Choices } from '#crypto/record/ballot.ts';
import { checkEntrySignature, SIGNATURE_LENGTH } from '#crypto/record/entry.ts';
import type {
  Booth,
  Delivery,
  Factor,
  Judgement,
  LoginStep,
  Receipted,
  Sealed,
  Session,
  ShownElection,
} from '../engine.ts';
import { Board } from '../link/board.ts';
import { demand, isFault, must } from '../link/faults.ts';
import { demandEntry, verifyReceipt } from '../link/receipt.ts';
import { RegistryClient } from '../link/registry.ts';
import { judgeTyped } from '../link/typed.ts';
import { VotingClient, type Answered } from '../link/voting.ts';
import type { Pins } from '../pins.ts';
import { deliver, type Way } from './delivery.ts';
import { LogIn, type Voter } from './log-in.ts';
import { electionOf, shownOf } from './page-election.ts';
import { SealedBallot } from './sealing.ts';

/** How often an opening is sent before it is left to the voter to try again. */
const TRIES = 3;
const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });

export class BoothDesk implements Booth {
  private readonly election: Election;
  private readonly registry: RegistryClient;
  private readonly voting: VotingClient;
  private readonly board: Board;
  private logInUnderWay: LogIn | undefined;
  private voter: Voter | undefined;
  private sealed: SealedBallot | undefined;

  constructor(pins: Pins) {
    this.election = electionOf(pins);
    this.registry = new RegistryClient(pins.registry);
    this.voting = new VotingClient(pins.voting);
    this.board = new Board(this.election, `${pins.voting}/board`);
  }

  async read(): Promise<ShownElection> {
    return shownOf(this.election);
  }

  async open(): Promise<ShownElection> {
    await this.board.open();
    return shownOf(this.election);
  }

  async logIn(link: string): Promise<LoginStep> {
    demand(this.board.key !== undefined, 'out-of-order');
    await this.logInUnderWay?.end();
    this.logInUnderWay = new LogIn(this.election, this.registry);
    return this.logInUnderWay.start(link);
  }

  giveDigits = (digits: string): Promise<LoginStep> => this.atLogIn((logIn) => logIn.giveDigits(digits));
  chooseFactor = (factor: Factor): Promise<LoginStep> => this.atLogIn((logIn) => logIn.chooseFactor(factor));
  resend = (): Promise<LoginStep> => this.atLogIn((logIn) => logIn.resend());
  giveCode = (code: string): Promise<LoginStep> => this.atLogIn((logIn) => logIn.giveCode(code));

  giveCredential = (code: string): Promise<LoginStep> =>
    this.atLogIn(async (logIn) => {
      const voter = await logIn.giveCredential(code);
      const session = await this.sessionOf(voter);
      // A ballot of somebody else is not carried into this session.
      if (this.sealed && !equalBytes(this.sealed.voter.X, voter.X)) this.forgetSealed();
      this.voter = voter;
      return { step: 'done', session };
    });

  async judgeCredential(code: string): Promise<Judgement> {
    return judgeTyped(code, CODE_CHARACTERS);
  }

  async seal(choices: Choices, progress: (share: number) => void): Promise<Sealed> {
    const [{ key }, voter] = [this.board, this.voter];
    demand(key !== undefined && voter !== undefined, 'out-of-order');
    this.forgetSealed();
    this.sealed = new SealedBallot(this.election, key, voter, choices, progress);
    return this.sealed.shown;
  }

  async challenge(): Promise<Receipted> {
    const [{ sealed, voter }, { id, boardKey }] = [this, this.election];
    demand(sealed !== undefined && voter !== undefined, 'out-of-order');
    const opening = sealed.open();
    const answered = await this.sendOpening(opening, voter.ticket);
    demandEntry({ ...answered, entry: answered.entry.subarray(0, -SIGNATURE_LENGTH) }, opening);
    demand(checkEntrySignature(boardKey, id, answered.entry), 'receipt-other-entry');
    const receipted = await this.verify(answered, sealed.tracker);
    this.forgetSealed();
    return receipted;
  }

  async cast(follow: (delivery: Delivery) => void): Promise<void> {
    const { sealed, voter } = this;
    demand(sealed !== undefined && voter !== undefined && !sealed.isOpened, 'out-of-order');
    const way: Way = {
      voting: this.voting,
      pause,
      verify: (answered, { bytes, tracker }) => {
        demandEntry(answered, bytes);
        return this.verify(answered, tracker);
      },
    };
    const end = await deliver(way, sealed, voter.ticket, follow);
    if (end.state === 'recorded') this.forgetSealed();
    follow(end);
  }

  async askForLink(email: string): Promise<void> {
    await this.registry.askForLink(email);
  }

  async leave(): Promise<void> {
    const { logInUnderWay } = this;
    this.forgetSealed();
    this.voter = undefined;
    this.logInUnderWay = undefined;
    await logInUnderWay?.end();
  }

  private async atLogIn<T>(step: (logIn: LogIn) => Promise<T>): Promise<T> {
    demand(this.logInUnderWay !== undefined, 'out-of-order');
    return step(this.logInUnderWay);
  }

  private async sessionOf({ X, name, style, unit, expires, credential }: Voter): Promise<Session> {
    const cast = await this.earlierBallot(X);
    const id = credentialId(this.election.id, credential.X);
    return { name, style, unit, expires, credentialId: id, ...(cast && { cast }) };
  }

  /** The last ballot that this credential has cast, if there is one. */
  private async earlierBallot(X: Uint8Array): Promise<Receipted | undefined> {
    const tracker = (await this.voting.castBy(toHex(X))).at(-1);
    if (tracker === undefined) return undefined;
    const answered = await this.voting.find(tracker);
    if (!answered) return undefined; // it is there, and not yet published
    const ballot = must('receipt-other-entry', () => parseBallot(answered.entry, this.election));
    const isOwn = toHex(ballot.tracker) === tracker && equalBytes(encodeElement(ballot.credential), X);
    demand(isOwn, 'receipt-other-entry');
    return this.verify(answered, ballot.tracker);
  }

  private async verify(answered: Answered, tracker: Uint8Array): Promise<Receipted> {
    const { receipted, checkpoint } = verifyReceipt(this.election, answered, tracker);
    await this.board.follow(checkpoint, 'receipt-fork');
    return receipted;
  }

  private async sendOpening(opening: Uint8Array, ticket: string): Promise<Answered> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.voting.challenge(opening, ticket);
      } catch (error) {
        if (attempt >= TRIES || !isFault(error, 'network', 'not-yet', 'busy', 'unavailable')) throw error;
      }
      await pause(2 * attempt);
    }
  }

  private forgetSealed(): void {
    this.sealed?.wipe();
    this.sealed = undefined;
  }
}
