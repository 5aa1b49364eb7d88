/** Page of test-page.ts in the browser, with its services, requests and console messages. @module */

import type { Page } from 'playwright-core';
import { mobileOf, smsCode, type DemoVoter } from '#server/rehearsal/parties/voter.ts';
import type { Choices } from '#crypto/ballot/ballot.ts';
import type {
  BoothFault,
  Delivery,
  Found,
  LoginStep,
  ReceiptedBallot,
  EncryptedBallot,
  Session,
} from '../../../voter-client/contract/booth.ts';
import type { Outcome, Run } from './test-page.ts';

declare const run: Run;
declare const violations: readonly string[];

/** Error of a call that ended with a fault. */
export class CallError extends Error {
  readonly fault: BoothFault;

  constructor(fault: BoothFault) {
    super(fault.code);
    this.fault = fault;
  }
}

export class Visit {
  readonly page: Page;
  /** Addresses of all requests. */
  readonly requests: string[] = [];
  readonly consoleMessages: string[] = [];
  /** Folder to which the registry writes its messages to people. */
  readonly #outbox: string;

  static async begin(page: Page, address: string, outbox: string): Promise<Visit> {
    const visit = new Visit(page, outbox);
    await page.goto(address);
    return visit;
  }

  private constructor(page: Page, outbox: string) {
    this.page = page;
    this.#outbox = outbox;
    page.context().on('request', (request) => this.requests.push(request.url()));
    page.on('console', (message) => this.consoleMessages.push(message.text()));
    page.on('pageerror', (error) => this.consoleMessages.push(error.message));
  }

  /** Calls a method of a service; throws CallError. */
  async call<T = unknown>(
    service: 'booth' | 'checker',
    method: string,
    ...args: readonly unknown[]
  ): Promise<T> {
    const { value, fault } = await this.run(service, method, ...args);
    if (fault) throw new CallError(fault);
    return value as T;
  }

  run(service: 'booth' | 'checker', method: string, ...args: readonly unknown[]): Promise<Outcome> {
    return this.page.evaluate(([own, name, all]) => run(own, name, ...all), [service, method, args] as const);
  }

  /** Returns the code of the fault with which a call ends, if any. */
  async faultOf(
    service: 'booth' | 'checker',
    method: string,
    ...args: readonly unknown[]
  ): Promise<string | undefined> {
    return (await this.run(service, method, ...args)).fault?.code;
  }

  /** Opens the board and logs in. */
  async enter(person: DemoVoter): Promise<Session> {
    await this.call('booth', 'open');
    return this.logIn(person);
  }

  async logIn(person: DemoVoter): Promise<Session> {
    const asked = Date.now();
    const mobile = mobileOf(person);
    let step = await this.call<LoginStep>('booth', 'logIn', person.link);
    if (step.step === 'mobile') step = await this.call('booth', 'submitDigits', mobile.slice(-4));
    const code = await smsCode(this.#outbox, mobile, asked);
    step = await this.call('booth', 'submitCode', code);
    if (step.step === 'factor') await this.call('booth', 'chooseFactor', 'sms');
    step = await this.call('booth', 'submitCredential', person.code);
    if (step.step !== 'done') throw new Error(`log-in ended at ${step.step}`);
    return step.session;
  }

  encrypt(choices: Choices): Promise<EncryptedBallot> {
    return this.call('booth', 'encrypt', choices);
  }

  challenge(): Promise<ReceiptedBallot> {
    return this.call('booth', 'challenge');
  }

  /** Casts and returns all delivery states; the last one is the outcome. */
  async cast(): Promise<readonly Delivery[]> {
    const { updates, fault } = await this.run('booth', 'cast');
    if (fault) throw new CallError(fault);
    return updates as readonly Delivery[];
  }

  lookUp(tracker: string): Promise<Found> {
    return this.call('checker', 'lookUp', tracker);
  }

  checkReceipt(file: string): Promise<Found> {
    return this.page.evaluate(async (text) => {
      const { value, fault } = await run('checker', 'checkReceipt', new TextEncoder().encode(text));
      if (fault) throw new Error(fault.code);
      return value as Found;
    }, file);
  }

  violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => violations);
  }

  async end(): Promise<void> {
    await this.page.context().close();
  }
}
