/** Shell around every kiosk screen: applies the accessibility aids, and resets them when nobody is there. @module */

import { useContext, useEffect, type ReactNode } from 'react';
import { LanguageContext } from '../i18n/context.ts';
import { AidsContext } from './aids.ts';
import { useSpeech } from './speech/use-speech.ts';
import { useSwitches } from './switches.ts';

/** Idle time after which the settings that a person chose before leaving are reset. */
const IDLE_RESET_SECONDS = 120;

interface Props {
  readonly reset: () => void;
  /** No card has been scanned yet. */
  readonly isWaiting: boolean;
  readonly children: ReactNode;
}

export function KioskShell({ reset, isWaiting, children }: Props): ReactNode {
  const { aids } = useContext(AidsContext);
  useSwitches(aids.scanning);
  useSpeech(aids.speech, useContext(LanguageContext), aids.scanning);
  useEffect(() => {
    if (!isWaiting) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The timer starts at the first input: without input there is nothing to reset.
    const restartTimer = (): void => {
      clearTimeout(timer);
      timer = setTimeout(reset, IDLE_RESET_SECONDS * 1000);
    };
    for (const type of ['pointerdown', 'keydown'] as const) window.addEventListener(type, restartTimer);
    return () => {
      clearTimeout(timer);
      for (const type of ['pointerdown', 'keydown'] as const) window.removeEventListener(type, restartTimer);
    };
  }, [isWaiting, reset]);
  return (
    <>
      {children}
      {aids.dark && <div className="darkened" />}
    </>
  );
}
