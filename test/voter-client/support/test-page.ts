/** A page without screens: the services of booth and check page, to be called from a test. @module */

import { createBooth, createChecker, takeLink } from '../../../voter-client/worker/client.ts';
import { BoothError, type BoothFault } from '../../../voter-client/contract/booth.ts';
import { readPins } from '../../../voter-client/contract/pins.ts';

export interface Outcome {
  readonly value?: unknown;
  readonly fault?: BoothFault;
  /** What the method told before its end. */
  readonly told: readonly unknown[];
}

export type Run = (
  service: 'booth' | 'checker',
  method: string,
  ...args: readonly unknown[]
) => Promise<Outcome>;

const pins = readPins();
const services = { booth: createBooth(pins), checker: createChecker(pins) };
const listening = ['encrypt', 'cast'];

export const run: Run = async (service, method, ...args) => {
  const told: unknown[] = [];
  const all = listening.includes(method) ? [...args, (word: unknown) => told.push(word)] : args;
  const methods = services[service] as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
  try {
    return { value: await methods[method]?.(...all), told };
  } catch (error) {
    return { fault: error instanceof BoothError ? error.fault : { code: `thrown: ${String(error)}` }, told };
  }
};

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`),
);
Object.assign(globalThis, { run, takeLink, violations });
