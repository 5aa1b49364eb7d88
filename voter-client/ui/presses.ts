/**
 * Presses that nobody can have meant: those that come before a new screen can have been read, the second click of a
 * double click, and the repeats of a held key. They are refused before any part of the page hears of them.
 * @module
 */

import { PRESS_DELAY_MS } from './press-delay.ts';

/** When the screen came up, by the clock of events. */
let since = Number.NEGATIVE_INFINITY;
/** The press under way began before the screen could have been read. */
let early = false;
/** The place in the window of what was pressed last, with pointer or finger. */
let lastPlace: DOMRect | undefined;

/** Begins the time in which nothing is pressed: a screen, or a question above it, came up or went away. */
export function renewScreen(): void {
  since = performance.now();
}

const isEarly = ({ timeStamp }: Event): boolean => timeStamp - since < PRESS_DELAY_MS;

function refuse(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Guards the whole page. All presses end in a click: those of keys, switches, labels and screen readers too. */
export function guardPresses(window: Window): void {
  const begin = (event: Event): void => {
    early = isEarly(event);
  };
  window.addEventListener('pointerdown', begin, { capture: true });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat && isPress(event)) refuse(event);
      else begin(event);
    },
    { capture: true },
  );
  window.addEventListener(
    'click',
    (event) => {
      if (early || isEarly(event) || event.detail > 1) refuse(event);
      else if (event.detail > 0) lastPlace = placeOf(event.target);
      early = false;
    },
    { capture: true },
  );
}

/** Whether a key presses something, rather than types or scrolls. */
function isPress({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Enter') return !target.matches('textarea');
  return key === ' ' && target.matches('button, summary, input:is([type=checkbox], [type=radio])');
}

const placeOf = (target: EventTarget | null): DOMRect | undefined =>
  target instanceof Element ? target.closest('button, a, label')?.getBoundingClientRect() : undefined;

/** Pixels by which a thing must stand lower to be clear of what was pressed last, once the page is at its top. */
export function clearanceOf(element: Element): number {
  const own = element.getBoundingClientRect();
  const top = own.top + scrollY;
  const meets =
    lastPlace &&
    own.left < lastPlace.right &&
    own.right > lastPlace.left &&
    top < lastPlace.bottom &&
    top + own.height > lastPlace.top;
  return meets ? lastPlace!.bottom - top : 0;
}
