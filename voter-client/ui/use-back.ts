/**
 * React hook that handles the browser's Back like a button of the page. Every screen has a history entry, so that Back
 * has an entry to leave. An entry holds only a running number: the page decides which screen follows, never the
 * history.
 * @module
 */

import { useEffect, useRef } from 'react';

/** Effect of Back: another screen, nothing, or leaving the page. */
export type Back = 'moves' | 'stays' | 'leaves';

const entry = (): number => (typeof history.state === 'number' ? history.state : 0);

/**
 * Calls `back` when the browser's Back is pressed, and does what it returns. `screen`: name of the screen; undefined
 * where Back may leave the page.
 */
export function useBack(screen: string | undefined, back: () => Back): void {
  const handler = useRef(back);
  const here = useRef(entry());
  const wentBack = useRef(false);
  useEffect(() => {
    handler.current = back;
  });
  useEffect(() => {
    if (!wentBack.current && screen !== undefined) history.pushState(++here.current, '');
    wentBack.current = false;
  }, [screen]);
  useEffect(() => {
    let returning = false;
    const onPop = (): void => {
      const before = here.current;
      here.current = entry();
      const isBack = here.current < before && !returning; // ignore Forward
      returning = false;
      if (!isBack) return;
      const effect = handler.current();
      wentBack.current = effect === 'moves';
      // Return to the existing entry: browsers skip entries that a script adds without a user gesture.
      if (effect === 'stays') {
        returning = true;
        history.go(before - here.current);
      }
      if (effect === 'leaves') history.go(-here.current - 1);
    };
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, []);
}

/** Makes the browser ask before the page is closed or reloaded. */
export function useUnloadQuestion(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const ask = (event: Event): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [on]);
}
