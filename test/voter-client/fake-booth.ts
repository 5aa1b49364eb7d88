/**
 * Fake booth and checker for tests of screens, without cryptography or network. The page's address defines the
 * scenario: `?election=…&real=&fault=<method>:<code>:<detail>&expires=<seconds>&…`.
 * @module
 */

import { contestOf } from '#crypto/manifest/contest.ts';
import type { Manifest } from '#crypto/manifest/schema.ts';
import { parseTime } from '#crypto/manifest/time.ts';
import {
  BoothError,
  type Booth,
  type Checker,
  type Found,
  type LoginStep,
  type ReceiptedBallot,
  type EncryptedBallot,
  type Session,
  type ShownElection,
} from '../../voter-client/contract/booth.ts';
import { checkTyped } from '../../voter-client/contract/typed.ts';

export const encryptedBallot: EncryptedBallot = {
  tracker: '7K2M-Q9XT-4B0W-NH5C-V8RD-6EJP',
  trackerHex: '3cc54ba7ba245c0aec45fa1acb3572ef11223344556677889900aabbccddeeff',
};

export const receipted: ReceiptedBallot = {
  ...encryptedBallot,
  index: 4711,
  receipt: 'c2sp.org/tlog-proof@v1\nindex 4711\n',
  entry: 'QAAB',
  witnesses: 3,
  seen: 1_716_200_000,
};

/** Typical duration of an answer of the real worker. */
const ANSWER_MS = 300;

export class Scenario {
  readonly #asked = new URLSearchParams(location.search);
  readonly #faults: string[];

  constructor() {
    this.#faults = this.#asked.getAll('fault');
  }

  get = (name: string): string | null => this.#asked.get(name);

  /**
   * Waits as long as a real answer takes, then throws the fault that the scenario has for this method. Each fault is
   * thrown once.
   */
  async guard(method: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    const i = this.#faults.findIndex((fault) => fault.startsWith(`${method}:`));
    if (i < 0) return;
    const [, code, detail] = this.#faults.splice(i, 1)[0]!.split(':');
    throw new BoothError({ code: code!, ...(detail !== undefined && { detail }) });
  }

  /** Loads the part of the election that screens use. */
  async election(): Promise<ShownElection> {
    const response = await fetch(`/manifest/${this.get('election') ?? 'presidency-2024'}.json`);
    const own = (await response.json()) as Manifest;
    const manifest = this.get('real') === null ? own : { ...own, rehearsal: false };
    const { starts, ends } = manifest.stages.find(({ id }) => id === 'voting')!;
    return { manifest, opens: parseTime(starts), closes: parseTime(ends), isExtended: false };
  }
}

export function fakeBooth(scenario: Scenario): Booth {
  const session: Session = {
    name: 'María Guadalupe Hernández de la Cruz',
    style: Number(scenario.get('style') ?? 0),
    unit: 0,
    expires: Math.floor(Date.now() / 1000) + Number(scenario.get('expires') ?? 1800),
    credentialId: '5D3K-9PQ2-XW4T',
    ...(scenario.get('cast') === null ? {} : { cast: receipted }),
  };
  const after = async <T>(method: string, value: T): Promise<T> => {
    await scenario.guard(method);
    return value;
  };
  const step = (method: string, next: LoginStep): Promise<LoginStep> => after(method, next);
  let confirmed = false;
  let casts = 0;
  return {
    read: () => scenario.election(),
    open: async () => {
      await scenario.guard('open');
      return scenario.election();
    },
    logIn: () => step('logIn', { step: 'mobile' }),
    submitDigits: () => step('submitDigits', { step: 'code', factor: 'sms' }),
    chooseFactor: (factor) =>
      step(
        'chooseFactor',
        factor === 'sms'
          ? { step: 'credential' }
          : { step: 'code', factor, otpauth: 'otpauth://totp/SIVEI?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
      ),
    resendCode: () => step('resendCode', { step: 'code', factor: 'sms' }),
    submitCode: () => {
      const next = confirmed ? ({ step: 'credential' } as const) : ({ step: 'factor' } as const);
      return step('submitCode', next).finally(() => {
        confirmed = true;
      });
    },
    submitCredential: () => step('submitCredential', { step: 'done', session }),
    checkCredential: (code) => after('checkCredential', checkTyped(code, 18)),
    encrypt: async (choices, onProgress) => {
      Object.assign(globalThis, { encryptedChoices: choices }); // for tests to read
      onProgress(0.5);
      if (scenario.get('hold') === 'encrypt') await new Promise(() => undefined);
      return after('encrypt', encryptedBallot);
    },
    challenge: () => after('challenge', receipted),
    cast: async (onDelivery) => {
      Object.assign(globalThis, { casts: ++casts }); // for tests to read
      await scenario.guard('cast');
      const end = scenario.get('delivery');
      if (end === 'delivering') return;
      if (end === 'unknown') onDelivery({ state: 'unknown', attempt: 3 });
      else if (end?.startsWith('refused:'))
        onDelivery({ state: 'refused', fault: { code: end.slice('refused:'.length) } });
      else onDelivery({ state: 'recorded', receipted });
    },
    requestLink: () => after('requestLink', undefined),
    leave: () => Promise.resolve(),
  };
}

export function fakeChecker(scenario: Scenario): Checker {
  const find = async (method: string): Promise<Found> => {
    await scenario.guard(method);
    const { manifest } = await scenario.election();
    const contests = manifest.contests.map(contestOf);
    switch (scenario.get('found')) {
      case 'cast':
        return { kind: 'cast', receipted, credentialId: '5D3K-9PQ2-XW4T', unit: 0 };
      case 'opened':
        return {
          kind: 'opened',
          receipted,
          style: 0,
          // the voter chose the first option of each contest
          choices: manifest.styles[0]!.contests.map((id) =>
            contests.find((contest) => contest.id === id)!.options.map((_, i) => (i === 0 ? 1 : 0)),
          ),
        };
      case 'unanswered':
        return { kind: 'unanswered' };
      case 'withheld':
        return { kind: 'withheld', receipted };
      case 'false':
        return { kind: 'false', fault: { code: scenario.get('code') ?? 'opening-false' } };
      default:
        return { kind: 'absent' };
    }
  };
  return {
    read: () => scenario.election(),
    open: async () => {
      await scenario.guard('open');
      return scenario.election();
    },
    lookUp: () => find('lookUp'),
    checkReceipt: () => find('checkReceipt'),
  };
}
