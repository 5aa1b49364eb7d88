/** Two switches: the one that types a space moves on, the one that types Enter chooses. @module */

import { useEffect } from 'react';

const reachable = 'a[href], button, summary, input, [tabindex="0"]';

export function useSwitches(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const take = (event: KeyboardEvent): void => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return; // held down is one press
      if (event.key === ' ') next()?.focus();
      else if (document.activeElement instanceof HTMLElement) document.activeElement.click();
    };
    // Below the window, where the scanner takes the keys of a card (scanner.ts): those are no switches.
    document.addEventListener('keydown', take, { capture: true });
    return () => document.removeEventListener('keydown', take, { capture: true });
  }, [on]);
}

/** What comes after the thing that has the focus, and after the last the first; every radio button by itself. */
function next(): HTMLElement | undefined {
  const scope = document.querySelector('dialog[open]') ?? document;
  const all = [...scope.querySelectorAll<HTMLElement>(reachable)].filter((element) =>
    element.checkVisibility(),
  );
  const { activeElement } = document;
  const here = all.indexOf(activeElement as HTMLElement);
  if (here >= 0) return all[(here + 1) % all.length];
  // From a title that has the focus: the first below it.
  const below = all.find(
    (element) =>
      activeElement && activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return below ?? all[0];
}
