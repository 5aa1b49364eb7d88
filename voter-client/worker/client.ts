/** Booth, checker and kiosk as the pages' entry points create them: thin clients of a worker that holds everything. @module */

import type { Booth, Checker } from '../contract/booth.ts';
import type { KioskServices } from '../contract/kiosk.ts';
import type { Pins } from '../contract/pins.ts';
import { Connection, serviceOver } from './connection.ts';

export function createBooth(pins: Pins): Booth {
  const connection = new Connection('booth', pins);
  const service = serviceOver(connection, 'booth');
  endWithPage(connection);
  return {
    ...service,
    logIn: (link) => {
      removeLink();
      return service.logIn(link);
    },
    leave: async () => {
      await service.leave().catch(() => undefined);
      connection.end();
    },
  };
}

export function createChecker(pins: Pins): Checker {
  return serviceOver(new Connection('checker', pins), 'checker');
}

/** After `leave` the visit worker is terminated with everything it held; the next call starts another one. */
export function createKiosk(pins: Pins): KioskServices {
  const connection = new Connection('kiosk', pins);
  const service = serviceOver(connection, 'kiosk');
  endWithPage(connection);
  return {
    booth: {
      ...service,
      leave: async () => {
        await service.leave().catch(() => undefined);
        connection.end();
      },
    },
    outbox: serviceOver(new Connection('outbox', pins), 'outbox'),
  };
}

/**
 * Returns the part of the page's address after `#`, if any, and removes it from the address bar. Another link opened in
 * the same window starts a visit of its own.
 */
export function takeLink(): string | undefined {
  addEventListener('hashchange', () => location.reload());
  const link = location.hash.slice(1);
  removeLink();
  return link === '' ? undefined : link;
}

function removeLink(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
}

/** Ends the worker with the page. A page in the back-forward cache must neither keep secrets nor show them again. */
function endWithPage(connection: Connection): void {
  addEventListener('pagehide', () => connection.end());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
