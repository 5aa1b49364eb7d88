/** Page without screens, through which tests call the services of booth and check page. @module */

import { createBooth, createChecker, takeLink } from '../../../voter-client/worker/client.ts';
import { BoothError, type BoothFault } from '../../../voter-client/contract/booth.ts';
import { readPins } from '../../../voter-client/contract/pins.ts';

export interface Outcome {
  readonly value?: unknown;
  readonly fault?: BoothFault;
  /** Updates that the method sent before it ended. */
  readonly updates: readonly unknown[];
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
  const updates: unknown[] = [];
  const all = listening.includes(method) ? [...args, (update: unknown) => updates.push(update)] : args;
  const methods = services[service] as unknown as Record<string, (...all: unknown[]) => Promise<unknown>>;
  try {
    return { value: await methods[method]?.(...all), updates };
  } catch (error) {
    return {
      fault: error instanceof BoothError ? error.fault : { code: `thrown: ${String(error)}` },
      updates,
    };
  }
};

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`),
);
Object.assign(globalThis, { run, takeLink, violations });
