/**
 * Log-in of a voter, step by step as the registry asks. The credential is derived from the voting code here.
 * @module
 */

import { equalBytes, toHex } from '#crypto/bytes.ts';
import { deriveCredential } from '#crypto/credential.ts';
import { encodeElement } from '#crypto/group.ts';
import type { Election } from '#crypto/manifest/election.ts';
import { provePossession } from '#crypto/proof/possession.ts';
import type { Factor, LoginStep } from '../contract/booth.ts';
import { demand, isFault, must } from '../contract/faults.ts';
import type { RegistryClient, SessionFacts } from '../api/registry.ts';
import { printedForm } from '../contract/typed.ts';
import type { Voter } from './voter.ts';

/** Voter after a complete log-in. */
export interface LoggedIn extends Voter {
  /** Bearer token of the session at the registry. */
  readonly bearer: string;
  readonly name: string;
  readonly expires: number;
}

type Step = Exclude<LoginStep, { step: 'done' }>;

type Admission = Pick<LoggedIn, 'credential' | 'credentialKey' | 'authorization' | 'bearer'>;

export class LogIn {
  readonly #election: Election;
  readonly #registry: RegistryClient;
  #login = '';
  #factor: Factor = 'sms';
  #isFirst = false;
  #challenge: Uint8Array | undefined;
  /** Set when the registry has accepted the credential, which it does only once. */
  #admitted: Admission | undefined;

  constructor(election: Election, registry: RegistryClient) {
    this.#election = election;
    this.#registry = registry;
  }

  async start(link: string): Promise<Step> {
    demand(/^[A-Za-z0-9_-]{20,43}$/.test(link), 'link-form');
    const { login, next, factor } = await this.#registry.start(link);
    this.#login = login;
    this.#factor = factor ?? 'sms';
    this.#isFirst = factor === undefined;
    return next === 'mobile' ? { step: 'mobile' } : this.#codeStep();
  }

  async submitDigits(digits: string): Promise<Step> {
    await this.#registry.mobile(this.#login, digits);
    return this.#codeStep();
  }

  async resendCode(): Promise<Step> {
    await this.#registry.resend(this.#login);
    return this.#codeStep();
  }

  async submitCode(code: string): Promise<Step> {
    this.#challenge = await this.#registry.code(this.#login, code);
    return { step: this.#isFirst && this.#factor === 'sms' ? 'factor' : 'credential' };
  }

  async chooseFactor(factor: Factor): Promise<Step> {
    if (factor === 'sms') return { step: 'credential' };
    const otpauth = await this.#registry.setUpApp(this.#login);
    this.#factor = 'totp';
    return { ...this.#codeStep(), otpauth };
  }

  async submitCredential(code: string): Promise<LoggedIn> {
    const { id } = this.#election;
    const credential = must('credential-form', () => deriveCredential(id, printedForm(code)));
    const credentialKey = encodeElement(credential.X);
    if (!this.#admitted) {
      demand(this.#challenge !== undefined, 'out-of-order');
      const proof = toHex(provePossession(id, credential, this.#challenge));
      const { session, ticket } = await this.#registry.credential(this.#login, toHex(credentialKey), proof);
      this.#admitted = { credential, credentialKey, authorization: { bearer: ticket }, bearer: session };
    }
    demand(equalBytes(this.#admitted.credentialKey, credentialKey), 'out-of-order');
    return this.#readFacts(this.#admitted);
  }

  /** Ends the session at the registry, so that the bearer token is invalid there too. */
  async end(): Promise<void> {
    if (this.#admitted) await this.#registry.endSession(this.#admitted.bearer);
  }

  async #readFacts(admitted: Admission): Promise<LoggedIn> {
    const { units, styles } = this.#election.manifest;
    const read = (): Promise<SessionFacts> => this.#registry.session(admitted.bearer);
    const { name, unitCode, styleId, expires } = await read().catch((error: unknown) => {
      if (!isFault(error, 'network')) throw error;
      return read(); // reading again is safe
    });
    const unit = units.findIndex(({ code }) => code === unitCode);
    const style = styles.findIndex(({ id }) => id === styleId);
    demand(unit >= 0 && this.#election.styles[style]?.units.includes(unit) === true, 'answer-form');
    return { ...admitted, name, unit, style, expires };
  }

  #codeStep(): Extract<Step, { step: 'code' }> {
    return { step: 'code', factor: this.#factor };
  }
}
