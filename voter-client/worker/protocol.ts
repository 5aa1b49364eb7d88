/** Messages between a page and its web worker, with which the page calls a service's methods by name. @module */

import type { Booth, BoothFault, Checker } from '../contract/booth.ts';
import type { KioskBooth, KioskOutbox } from '../contract/kiosk.ts';
import type { Pins } from '../contract/pins.ts';

/** Names of the methods of all services. TypeScript rejects this table until every method of an interface is listed. */
export const methods = {
  booth: {
    read: true,
    open: true,
    logIn: true,
    submitDigits: true,
    chooseFactor: true,
    resendCode: true,
    submitCode: true,
    submitCredential: true,
    checkCredential: true,
    encrypt: true,
    challenge: true,
    cast: true,
    requestLink: true,
    leave: true,
  },
  checker: { read: true, open: true, lookUp: true, checkReceipt: true },
  kiosk: {
    read: true,
    prepare: true,
    takeCard: true,
    encrypt: true,
    challenge: true,
    cast: true,
    leave: true,
  },
  outbox: {
    status: true,
    checkDevice: true,
    open: true,
    verifyPin: true,
    pause: true,
    deliver: true,
    close: true,
    run: true,
  },
} as const satisfies { [N in ServiceName]: Record<keyof Services[N], true> };

export interface Services {
  readonly booth: Booth;
  readonly checker: Checker;
  readonly kiosk: KioskBooth;
  readonly outbox: KioskOutbox;
}
export type ServiceName = keyof Services;

/** First message of the page to the worker. */
export interface Start {
  readonly service: ServiceName;
  readonly pins: Pins;
}

/** Call of a method. `listens`: the method's last parameter is a callback, which receives the worker's updates. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly listens: boolean;
}

export type Reply =
  | { readonly id: number; readonly update: unknown }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: BoothFault };

/** Functions of a worker that both ends of this protocol use. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
