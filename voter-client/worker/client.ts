/**
 * Booth, checker and kiosk for the pages' entry points: objects that pass every call to a web worker, which holds all
 * data.
 * @module
 */

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

/**
 * Creates the kiosk's services. `leave` terminates the visit worker with everything that it held; the next call starts
 * another one.
 */
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
 * Returns the part of the page's address after `#`, or undefined if there is none, and removes it from the address bar.
 * Opening another link in the same window reloads the page, which starts a new visit.
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

/**
 * Terminates the worker when the page is closed or hidden. A page that the browser keeps for Back and Forward must
 * neither keep secrets nor show them again.
 */
function endWithPage(connection: Connection): void {
  addEventListener('pagehide', () => connection.end());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
