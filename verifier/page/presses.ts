/** Refuses presses that nobody can have meant: before a screen can have been read, doubled, or of a held key. @module */

/** Milliseconds from a new screen to the first press that is taken. */
const UNREAD_MS = 600;

/** When the screen came up, by the clock of events. */
let since = Number.NEGATIVE_INFINITY;

export function renewScreen(): void {
  since = performance.now();
}

function refuse(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** All presses end in a click, those of keys too. */
export function guardPresses(): void {
  addEventListener('keydown', (event) => event.repeat && event.key === 'Enter' && refuse(event), {
    capture: true,
  });
  addEventListener(
    'click',
    (event) => {
      if (event.timeStamp - since < UNREAD_MS || event.detail > 1) refuse(event);
    },
    { capture: true },
  );
}
