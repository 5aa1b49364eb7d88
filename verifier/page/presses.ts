/** Filter for accidental presses: before a screen can have been read, doubled, or by a held key. @module */

/** Time from a new screen to the first accepted press. */
const UNREAD_MS = 600;

/** Time at which the screen appeared, on the clock of events. */
let since = Number.NEGATIVE_INFINITY;

export function renewScreen(): void {
  since = performance.now();
}

function suppress(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Installs the filter. Every press ends in a click, presses of keys too. */
export function guardPresses(): void {
  addEventListener('keydown', (event) => event.repeat && event.key === 'Enter' && suppress(event), {
    capture: true,
  });
  addEventListener(
    'click',
    (event) => {
      if (event.timeStamp - since < UNREAD_MS || event.detail > 1) suppress(event);
    },
    { capture: true },
  );
}
