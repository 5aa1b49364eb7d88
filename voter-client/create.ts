/** Booth and check page, as the screens get them: thin, over a worker that holds everything. @module */

import type { Booth, Checker } from './engine.ts';
import type { Pins } from './pins.ts';
import { Connection, deskOver } from './worker/connection.ts';

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
