/**
 * Script for a page under test, so that presses need not wait for the press delay (voter-client/ui/press-delay.ts): it
 * adds an hour to the timestamp of every event. The delay alone would not do: on a slow machine the page may record that
 * a screen is shown after the test has already pressed, and would then ignore the press.
 * @module
 */

const HOUR_MS = 3_600_000;

export const pressDelay = `{
  const time = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp').get;
  Object.defineProperty(Event.prototype, 'timeStamp', {
    configurable: true,
    get() { return time.call(this) + ${HOUR_MS}; },
  });
}`;
