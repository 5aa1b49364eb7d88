/** Functions that move the focus to a screen's main button, so that a clerk can go on with Enter. @module */

import { useEffect } from 'react';
import { PRESS_DELAY_MS } from '../../ui/press-delay.ts';

export function focusMain(): void {
  document.querySelector<HTMLElement>('main .actions .main')?.focus();
}

/** Focuses the main button once presses are accepted, unless the clerk has moved the focus by then. */
export function useMainFocus(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement?.matches('h1')) focusMain();
    }, PRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
}
