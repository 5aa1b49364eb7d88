/**
 * Script for a page under test, so that presses need not wait for the press delay (voter-client/ui/press-delay.ts): it
 * adds the delay to the timestamp of every event.
 * @module
 */

import { PRESS_DELAY_MS } from '../../../voter-client/ui/press-delay.ts';

export const pressDelay = `{
  const time = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp').get;
  Object.defineProperty(Event.prototype, 'timeStamp', {
    configurable: true,
    get() { return time.call(this) + ${PRESS_DELAY_MS}; },
  });
}`;
