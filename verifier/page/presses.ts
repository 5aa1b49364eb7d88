/** Filter of accidental presses: too early on a new screen, double clicks, and held keys. @module */

/** Time from a new screen to the first accepted press: nobody can have read the screen earlier. */
const UNREAD_MS = 600;

/** Time at which the screen appeared, on the same clock as `event.timeStamp`. */
let since = Number.NEGATIVE_INFINITY;

export function renewScreen(): void {
  since = performance.now();
}

function suppress(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Installs the filter. It filters clicks, in which presses of keys end too, and repeats of a held Enter key. */
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
