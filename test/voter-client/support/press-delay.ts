/**
 * People who read each screen before they press, without the time that it takes: a script for pages, in which every
 * press comes as much later, by the clock of events, as a new screen asks for (voter-client/ui/unread.ts).
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
