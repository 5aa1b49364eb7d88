/** What is in force around every screen: aids, and settings that go when nobody is there. @module */

import { useContext, useEffect, type ReactNode } from 'react';
import { LanguageContext } from '../i18n/context.ts';
import { AidsContext } from './aids.ts';
import { useSpeech } from './speech/use-speech.ts';
import { useSwitches } from './switches.ts';

/** Seconds after which what somebody chose who then went away is taken back. */
const LEFT = 120;

interface Props {
  readonly finish: () => void;
  /** Nobody has come with a card yet. */
  readonly watches: boolean;
  readonly children: ReactNode;
}

export function Around({ finish, watches, children }: Props): ReactNode {
  const { aids } = useContext(AidsContext);
  useSwitches(aids.scanning);
  useSpeech(aids.speech, useContext(LanguageContext), aids.scanning);
  useEffect(() => {
    if (!watches) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Only somebody who did something has left something.
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(finish, LEFT * 1000);
    };
    for (const sign of ['pointerdown', 'keydown'] as const) window.addEventListener(sign, wait);
    return () => {
      clearTimeout(timer);
      for (const sign of ['pointerdown', 'keydown'] as const) window.removeEventListener(sign, wait);
    };
  }, [watches, finish]);
  return (
    <>
      {children}
      {aids.dark && <div className="darkened" />}
    </>
  );
}
