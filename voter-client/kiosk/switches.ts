/**
 * Two-switch scanning: the switch that types a space moves the focus, and the switch that types Enter activates the
 * focused element.
 * @module
 */

import { useEffect } from 'react';

const reachable = 'a[href], button, summary, input, [tabindex="0"]';

export function useSwitches(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return; // a held switch is one press
      if (event.key === ' ') next()?.focus();
      else if (document.activeElement instanceof HTMLElement) document.activeElement.click();
    };
    // Listen on the document: the scanner listens on the window (scanner.ts), so it takes the keys of a card first,
    // which are not from switches.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [on]);
}

/**
 * Returns the element after the focused one, or the first if the focused one is the last. Each radio button counts
 * separately.
 */
function next(): HTMLElement | undefined {
  const scope = document.querySelector('dialog[open]') ?? document;
  const all = [...scope.querySelectorAll<HTMLElement>(reachable)].filter((element) =>
    element.checkVisibility(),
  );
  const { activeElement } = document;
  const here = all.indexOf(activeElement as HTMLElement);
  if (here >= 0) return all[(here + 1) % all.length];
  // The focus is on a heading: choose the first element below it.
  const below = all.find(
    (element) =>
      activeElement && activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return below ?? all[0];
}
