/** Service of the booth in the web worker, for one visit of one voter at home. @module */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import { CODE_CHARACTERS, credentialId } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import { INTERNET } from '#crypto/record/acts.ts';
import { provenEnd } from '#crypto/record/proven-end.ts';
import { parseBallot } from '#crypto/ballot/ballot.ts';
import type {
  Booth,
  CodeCheck,
  Delivery,
  Factor,
  LoginStep,
  ReceiptedBallot,
  Session,
  ShownElection,
} from '../contract/booth.ts';
import { demand, must } from '../contract/faults.ts';
import { RegistryClient } from '../api/registry.ts';
import { checkTyped } from '../contract/typed.ts';
import type { Pins } from '../contract/pins.ts';
import { BallotService } from './ballot-service.ts';
import { deliver } from './delivery.ts';
import { LogIn, type LoggedIn } from './log-in.ts';
import { shownElection } from './page-election.ts';

export class BoothService extends BallotService implements Booth {
  readonly #registry: RegistryClient;
  /** The log-in in progress. */
  #login: LogIn | undefined;

  constructor(pins: Pins) {
    super(pins);
    this.#registry = new RegistryClient(pins.registry);
  }

  /** Opens the board, and reads the end of voting that is in force. */
  async open(): Promise<ShownElection> {
    await this.board.open();
    const changes = await this.voting.changesOfHours();
    const closes = must('pin-hours', () => provenEnd(this.election, INTERNET, changes));
    return shownElection(this.election, closes);
  }

  async logIn(link: string): Promise<LoginStep> {
    demand(this.board.key !== undefined, 'out-of-order');
    await this.#login?.end();
    this.#login = new LogIn(this.election, this.#registry);
    return this.#login.start(link);
  }

  submitDigits = (digits: string): Promise<LoginStep> =>
    this.#withLogin((login) => login.submitDigits(digits));
  chooseFactor = (factor: Factor): Promise<LoginStep> =>
    this.#withLogin((login) => login.chooseFactor(factor));
  resendCode = (): Promise<LoginStep> => this.#withLogin((login) => login.resendCode());
  submitCode = (code: string): Promise<LoginStep> => this.#withLogin((login) => login.submitCode(code));

  submitCredential = (code: string): Promise<LoginStep> =>
    this.#withLogin(async (login) => {
      const voter = await login.submitCredential(code);
      const session = await this.#sessionOf(voter);
      this.admit(voter);
      return { step: 'done', session };
    });

  async checkCredential(code: string): Promise<CodeCheck> {
    return checkTyped(code, CODE_CHARACTERS);
  }

  async cast(onDelivery: (delivery: Delivery) => void): Promise<void> {
    const { pending, voter } = this.castable();
    const end = await deliver(this.deliveryOptions(), pending, voter.authorization, onDelivery);
    if (end.state === 'recorded') this.discardBallot();
    onDelivery(end);
  }

  async requestLink(email: string): Promise<void> {
    await this.#registry.askForLink(email);
  }

  async leave(): Promise<void> {
    const login = this.#login;
    this.dismiss();
    this.#login = undefined;
    await login?.end();
  }

  async #withLogin<T>(step: (login: LogIn) => Promise<T>): Promise<T> {
    demand(this.#login !== undefined, 'out-of-order');
    return step(this.#login);
  }

  async #sessionOf({ credentialKey, name, style, unit, expires, credential }: LoggedIn): Promise<Session> {
    const cast = await this.#earlierBallot(credentialKey);
    const id = credentialId(this.election.id, credential.X);
    return { name, style, unit, expires, credentialId: id, ...(cast && { cast }) };
  }

  /** Returns the last ballot that this credential has cast, if there is one on the board. */
  async #earlierBallot(credentialKey: Uint8Array): Promise<ReceiptedBallot | undefined> {
    const tracker = (await this.voting.castBy(toHex(credentialKey))).at(-1);
    if (tracker === undefined) return undefined;
    const answered = await this.voting.find(tracker);
    if (!answered) return undefined; // the ballot was cast but is not published yet
    const ballot = must('receipt-other-entry', () => parseBallot(answered.entry, this.election));
    const isOwn =
      toHex(ballot.tracker) === tracker && equalBytes(encodeElement(ballot.credential), credentialKey);
    demand(isOwn, 'receipt-other-entry');
    return this.verify(answered, ballot.tracker);
  }
}
