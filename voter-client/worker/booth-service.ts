/** The booth behind its screens: one visit of one voter. @module */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import { CODE_CHARACTERS, credentialId } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { parseBallot } from '#crypto/record/ballot/ballot.ts';
import type {
  Booth,
  Delivery,
  Factor,
  Judgement,
  LoginStep,
  Receipted,
  Session,
  ShownElection,
} from '../contract/booth.ts';
import { demand, must } from '../contract/faults.ts';
import { RegistryClient } from '../api/registry.ts';
import { judgeTyped } from '../contract/typed.ts';
import type { Pins } from '../contract/pins.ts';
import { BallotDesk } from './ballot-service.ts';
import { deliver } from './delivery.ts';
import { LogIn, type LoggedIn } from './log-in.ts';
import { shownOf } from './page-election.ts';

export class BoothDesk extends BallotDesk implements Booth {
  readonly #registry: RegistryClient;
  #logInUnderWay: LogIn | undefined;

  constructor(pins: Pins) {
    super(pins);
    this.#registry = new RegistryClient(pins.registry);
  }

  async open(): Promise<ShownElection> {
    await this.board.open();
    return shownOf(this.election);
  }

  async logIn(link: string): Promise<LoginStep> {
    demand(this.board.key !== undefined, 'out-of-order');
    await this.#logInUnderWay?.end();
    this.#logInUnderWay = new LogIn(this.election, this.#registry);
    return this.#logInUnderWay.start(link);
  }

  giveDigits = (digits: string): Promise<LoginStep> => this.#atLogIn((logIn) => logIn.giveDigits(digits));
  chooseFactor = (factor: Factor): Promise<LoginStep> => this.#atLogIn((logIn) => logIn.chooseFactor(factor));
  resend = (): Promise<LoginStep> => this.#atLogIn((logIn) => logIn.resend());
  giveCode = (code: string): Promise<LoginStep> => this.#atLogIn((logIn) => logIn.giveCode(code));

  giveCredential = (code: string): Promise<LoginStep> =>
    this.#atLogIn(async (logIn) => {
      const voter = await logIn.giveCredential(code);
      const session = await this.#sessionOf(voter);
      this.admit(voter);
      return { step: 'done', session };
    });

  async judgeCredential(code: string): Promise<Judgement> {
    return judgeTyped(code, CODE_CHARACTERS);
  }

  async cast(follow: (delivery: Delivery) => void): Promise<void> {
    const { sealed, voter } = this.castable();
    const end = await deliver(this.way(), sealed, voter.authorization, follow);
    if (end.state === 'recorded') this.forgetSealed();
    follow(end);
  }

  async askForLink(email: string): Promise<void> {
    await this.#registry.askForLink(email);
  }

  async leave(): Promise<void> {
    const logInUnderWay = this.#logInUnderWay;
    this.forgetSealed();
    this.voter = undefined;
    this.#logInUnderWay = undefined;
    await logInUnderWay?.end();
  }

  async #atLogIn<T>(step: (logIn: LogIn) => Promise<T>): Promise<T> {
    demand(this.#logInUnderWay !== undefined, 'out-of-order');
    return step(this.#logInUnderWay);
  }

  async #sessionOf({ X, name, style, unit, expires, credential }: LoggedIn): Promise<Session> {
    const cast = await this.#earlierBallot(X);
    const id = credentialId(this.election.id, credential.X);
    return { name, style, unit, expires, credentialId: id, ...(cast && { cast }) };
  }

  /** The last ballot that this credential has cast, if there is one. */
  async #earlierBallot(X: Uint8Array): Promise<Receipted | undefined> {
    const tracker = (await this.voting.castBy(toHex(X))).at(-1);
    if (tracker === undefined) return undefined;
    const answered = await this.voting.find(tracker);
    if (!answered) return undefined; // it is there, and not yet published
    const ballot = must('receipt-other-entry', () => parseBallot(answered.entry, this.election));
    const isOwn = toHex(ballot.tracker) === tracker && equalBytes(encodeElement(ballot.credential), X);
    demand(isOwn, 'receipt-other-entry');
    return this.verify(answered, ballot.tracker);
  }
}
