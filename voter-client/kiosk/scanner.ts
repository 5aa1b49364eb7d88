/**
 * Input from a card scanner that is attached as a keyboard: it types the card's text and Enter, faster than a person.
 * @module
 */

import { useEffect, useRef } from 'react';

const CARD_PREFIX = 'SIVEI1:';
/** Maximum number of characters in a card's text. */
const MAX_CARD_LENGTH = 600;
/** Longest time between two keys of one card. */
const MAX_KEY_GAP_MS = 500;

/** Calls `read` with the text of each scanned card while the component is mounted. Other typing is not affected. */
export function useScanner(read: (text: string) => void): void {
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });
  useEffect(() => {
    let [typed, last] = ['', 0];
    const onEvent = (event: KeyboardEvent): void => {
      if (event.timeStamp - last > MAX_KEY_GAP_MS) typed = '';
      last = event.timeStamp;
      const start = typed.lastIndexOf(CARD_PREFIX); // text before the prefix is not part of the card
      if (event.key === 'Enter' && start >= 0) {
        // The scanner's Enter must not press the focused element.
        event.preventDefault();
        event.stopPropagation();
        const text = typed.slice(start);
        typed = '';
        reader.current(text);
      } else if (event.key.length === 1) typed = (typed + event.key).slice(-MAX_CARD_LENGTH);
    };
    window.addEventListener('keydown', onEvent, { capture: true });
    return () => {
      typed = '';
      window.removeEventListener('keydown', onEvent, { capture: true });
    };
  }, []);
}

/** Calls `read` with the text of a pasted card, for rehearsals without a scanner. */
export function usePaste(read: (text: string) => void, allowed: boolean): void {
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  });
  useEffect(() => {
    if (!allowed) return undefined;
    const onEvent = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text').trim() ?? '';
      if (text.startsWith(CARD_PREFIX) && text.length <= MAX_CARD_LENGTH) reader.current(text);
    };
    window.addEventListener('paste', onEvent);
    return () => window.removeEventListener('paste', onEvent);
  }, [allowed]);
}
