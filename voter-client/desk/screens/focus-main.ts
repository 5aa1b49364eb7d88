/** Puts the focus on a screen's main button, so that Enter goes on: a clerk's hands stay where they are. @module */

import { useEffect } from 'react';
import { PRESS_DELAY_MS } from '../../ui/press-delay.ts';

export function focusMain(): void {
  document.querySelector<HTMLElement>('main .actions .main')?.focus();
}

/** Does so once presses are taken, and not if the clerk has gone elsewhere by then. */
export function useMainFocus(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement?.matches('h1')) focusMain();
    }, PRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
}
