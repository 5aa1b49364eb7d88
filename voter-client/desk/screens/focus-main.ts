/** Puts the focus on a screen's main button, so that Enter goes on: a clerk's hands stay where they are. @module */

import { useEffect } from 'react';

/** Some scanners end with two Enters; nobody has read the screen by the second. */
const UNREAD_MS = 500;

export function focusMain(): void {
  document.querySelector<HTMLElement>('main .actions .main')?.focus();
}

/** Once the screen can have been read; not if the clerk has gone elsewhere by then. */
export function useMainFocus(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement?.matches('h1')) focusMain();
    }, UNREAD_MS);
    return () => clearTimeout(timer);
  }, []);
}
