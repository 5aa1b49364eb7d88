/** Booth and check page, as the screens get them: thin, over a worker that holds everything. @module */

import type { Booth, Checker } from '../contract/booth.ts';
import type { Keeper, KioskBooth } from '../contract/kiosk.ts';
import type { Pins } from '../contract/pins.ts';
import { Connection, deskOver } from './connection.ts';

export function createBooth(pins: Pins): Booth {
  const connection = new Connection('booth', pins);
  const desk = deskOver(connection, 'booth');
  endWithPage(connection);
  return {
    ...desk,
    logIn: (link) => {
      forgetLink();
      return desk.logIn(link);
    },
    leave: async () => {
      await desk.leave().catch(() => undefined);
      connection.end();
    },
  };
}

export function createChecker(pins: Pins): Checker {
  return deskOver(new Connection('checker', pins), 'checker');
}

export interface KioskParts {
  readonly booth: KioskBooth;
  readonly keeper: Keeper;
}

/** After `leave` the voter's worker is gone, with all that it held; the next call starts another. */
export function createKiosk(pins: Pins): KioskParts {
  const visit = new Connection('kiosk', pins);
  const desk = deskOver(visit, 'kiosk');
  endWithPage(visit);
  return {
    booth: {
      ...desk,
      leave: async () => {
        await desk.leave().catch(() => undefined);
        visit.end();
      },
    },
    keeper: deskOver(new Connection('keeper', pins), 'keeper'),
  };
}

/**
 * What the link that led here has after its `#`, if anything: the address bar does not have it from now on. Another link
 * that is opened in this window begins a visit of its own.
 */
export function takeLink(): string | undefined {
  addEventListener('hashchange', () => location.reload());
  const link = location.hash.slice(1);
  forgetLink();
  return link === '' ? undefined : link;
}

function forgetLink(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
}

/** A page that the browser keeps to come back to must not keep the voter's secrets, nor show what was there. */
function endWithPage(connection: Connection): void {
  addEventListener('pagehide', () => connection.end());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
