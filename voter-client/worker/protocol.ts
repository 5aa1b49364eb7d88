/** What page and worker say to each other: calls of an interface's methods by name. @module */

import type { Booth, BoothFault, Checker } from '../contract/booth.ts';
import type { Keeper, KioskBooth } from '../contract/kiosk.ts';
import type { Pins } from '../contract/pins.ts';

/** Every method of the desks; an interface that grows does not compile until it stands here. */
export const methods = {
  booth: {
    read: true,
    open: true,
    logIn: true,
    giveDigits: true,
    chooseFactor: true,
    resend: true,
    giveCode: true,
    giveCredential: true,
    judgeCredential: true,
    seal: true,
    challenge: true,
    cast: true,
    askForLink: true,
    leave: true,
  },
  checker: { read: true, open: true, lookUp: true, checkReceipt: true },
  kiosk: { read: true, ready: true, takeCard: true, seal: true, challenge: true, cast: true, leave: true },
  keeper: {
    status: true,
    check: true,
    open: true,
    judgePin: true,
    pause: true,
    deliver: true,
    close: true,
    run: true,
  },
} as const satisfies { [N in DeskName]: Record<keyof Desks[N], true> };

export interface Desks {
  readonly booth: Booth;
  readonly checker: Checker;
  readonly kiosk: KioskBooth;
  readonly keeper: Keeper;
}
export type DeskName = keyof Desks;

/** The page's first message. */
export interface Start {
  readonly desk: DeskName;
  readonly pins: Pins;
}

/** `listens`: the method's last parameter is a function, which hears what the worker tells meanwhile. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly listens: boolean;
}

export type Reply =
  | { readonly id: number; readonly told: unknown }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: BoothFault };

/** Of a worker, as far as it is used here: either end of it. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
}
