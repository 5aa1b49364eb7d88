/**
 * Shell around every kiosk screen. It applies the accessibility aids, and resets them after some time without input.
 * @module
 */

import { useContext, useEffect, type ReactNode } from 'react';
import { LanguageContext } from '../i18n/context.ts';
import { AidsContext } from './aids.ts';
import { useSpeech } from './speech/use-speech.ts';
import { useSwitches } from './switches.ts';

/** Time without input after which the settings of a person who left are reset. */
const IDLE_RESET_SECONDS = 120;

interface Props {
  readonly reset: () => void;
  /** Whether the kiosk is waiting for a card. */
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
