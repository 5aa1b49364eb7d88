/**
 * Guard against unintended presses: those before anybody can have read a new screen, the second click of a double
 * click, and repeats of a held key. No other part of the page receives such presses.
 * @module
 */

import { PRESS_DELAY_MS } from './press-delay.ts';

/** Time at which the screen was shown, by the clock of event timestamps. */
let shownAt = Number.NEGATIVE_INFINITY;
/** Whether the current press began before the screen could have been read. */
let beganEarly = false;
/** Position in the window of the element that a pointer or finger pressed last. */
let lastPressed: DOMRect | undefined;

/** Starts the delay in which presses are refused, because a screen or a dialog was shown or closed. */
export function renewScreen(): void {
  shownAt = performance.now();
}

const isEarly = ({ timeStamp }: Event): boolean => timeStamp - shownAt < PRESS_DELAY_MS;

function refuse(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/**
 * Installs the guard for the whole page. Every press ends in a click, also one from keys, switches, labels and screen
 * readers.
 */
export function guardPresses(window: Window): void {
  const onStart = (event: Event): void => {
    beganEarly = isEarly(event);
  };
  window.addEventListener('pointerdown', onStart, { capture: true });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat && isPress(event)) refuse(event);
      else onStart(event);
    },
    { capture: true },
  );
  window.addEventListener(
    'click',
    (event) => {
      if (beganEarly || isEarly(event) || event.detail > 1) refuse(event);
      else if (event.detail > 0) lastPressed = rectOf(event.target);
      beganEarly = false;
    },
    { capture: true },
  );
}

/** Reports whether a key activates an element instead of typing or scrolling. */
function isPress({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Enter') return !target.matches('textarea');
  return key === ' ' && target.matches('button, summary, input:is([type=checkbox], [type=radio])');
}

const rectOf = (target: EventTarget | null): DOMRect | undefined =>
  target instanceof Element ? target.closest('button, a, label')?.getBoundingClientRect() : undefined;

/**
 * Returns the number of pixels by which an element must move down so that it is not where the last press was, with the
 * page scrolled to its top.
 */
export function clearanceOf(element: Element): number {
  const own = element.getBoundingClientRect();
  const top = own.top + scrollY;
  const overlaps =
    lastPressed &&
    own.left < lastPressed.right &&
    own.right > lastPressed.left &&
    top < lastPressed.bottom &&
    top + own.height > lastPressed.top;
  return overlaps ? lastPressed!.bottom - top : 0;
}
