/** A scanner that is plugged in as a keyboard: it types a card's text and Enter, faster than anybody. @module */

import { useEffect, useRef } from 'react';

const BEGINNING = 'SIVEI1:';
/** No card has more characters. */
const LONGEST = 600;
/** Milliseconds: after a longer pause a new card begins. */
const PAUSE = 500;

/** Hears cards as long as it is there; what else is typed is left alone. */
export function useScanner(read: (text: string) => void): void {
  const heard = useRef(read);
  useEffect(() => {
    heard.current = read;
  });
  useEffect(() => {
    let [typed, last] = ['', 0];
    const take = (event: KeyboardEvent): void => {
      if (event.timeStamp - last > PAUSE) typed = '';
      last = event.timeStamp;
      const start = typed.lastIndexOf(BEGINNING); // whatever was typed before is no part of it
      if (event.key === 'Enter' && start >= 0) {
        // It must not press whatever has the focus.
        event.preventDefault();
        event.stopPropagation();
        const text = typed.slice(start);
        typed = '';
        heard.current(text);
      } else if (event.key.length === 1) typed = (typed + event.key).slice(-LONGEST);
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => {
      typed = '';
      window.removeEventListener('keydown', take, { capture: true });
    };
  }, []);
}

/** Takes a card that is pasted, where a rehearsal has no scanner. */
export function usePaste(read: (text: string) => void, allowed: boolean): void {
  const heard = useRef(read);
  useEffect(() => {
    heard.current = read;
  });
  useEffect(() => {
    if (!allowed) return undefined;
    const take = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text').trim() ?? '';
      if (text.startsWith(BEGINNING) && text.length <= LONGEST) heard.current(text);
    };
    window.addEventListener('paste', take);
    return () => window.removeEventListener('paste', take);
  }, [allowed]);
}
