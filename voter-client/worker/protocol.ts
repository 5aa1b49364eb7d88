/** Messages between page and worker: calls of a service's methods by name. @module */

import type { Booth, BoothFault, Checker } from '../contract/booth.ts';
import type { KioskBooth, KioskOutbox } from '../contract/kiosk.ts';
import type { Pins } from '../contract/pins.ts';

/** Methods of all services. A new method of an interface does not compile until it is listed here. */
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

/** The page's first message. */
export interface Start {
  readonly service: ServiceName;
  readonly pins: Pins;
}

/** `listens`: the method's last parameter is a callback, which receives the worker's updates. */
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

/** The part of a worker, seen from either end, that this protocol uses. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
