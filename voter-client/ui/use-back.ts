/**
 * The browser's Back as a button of the page: every screen has an entry in the history, so that there is one to go back
 * from. Entries have a running number and nothing else; which screen comes is the page's to say, never the history's.
 * @module
 */

import { useEffect, useRef } from 'react';

/** What Back came to: another screen, nothing, or the end of the page. */
export type Back = 'moves' | 'stays' | 'leaves';

const entry = (): number => (typeof history.state === 'number' ? history.state : 0);

/** `screen`: a name; undefined where Back may leave the page. */
export function useBack(screen: string | undefined, back: () => Back): void {
  const act = useRef(back);
  const here = useRef(entry());
  const cameBack = useRef(false);
  useEffect(() => {
    act.current = back;
  });
  useEffect(() => {
    if (!cameBack.current && screen !== undefined) history.pushState(++here.current, '');
    cameBack.current = false;
  }, [screen]);
  useEffect(() => {
    let returning = false;
    const pop = (): void => {
      const before = here.current;
      here.current = entry();
      const isBack = here.current < before && !returning; // Forward leads nowhere
      returning = false;
      if (!isBack) return;
      const came = act.current();
      cameBack.current = came === 'moves';
      // By script, to the entry that there was: browsers pass over entries that are made anew without a press.
      if (came === 'stays') {
        returning = true;
        history.go(before - here.current);
      }
      if (came === 'leaves') history.go(-here.current - 1);
    };
    addEventListener('popstate', pop);
    return () => removeEventListener('popstate', pop);
  }, []);
}

/** Has the browser ask before the page is closed or loaded again. */
export function useUnloadQuestion(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const ask = (event: Event): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [on]);
}
