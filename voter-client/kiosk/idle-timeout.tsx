/** Idle timeout of a visit, which asks whether the voter is still there and then ends the visit. @module */

import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../i18n/context.ts';

export interface IdleTimeouts {
  /** Seconds without input until the kiosk asks whether the voter is still there. */
  readonly ask: number;
  /** Seconds from the question to the end of the visit. */
  readonly end: number;
}
export const STANDARD_TIMEOUTS: IdleTimeouts = { ask: 60, end: 30 };
export const SLOW_TIMEOUTS: IdleTimeouts = { ask: 300, end: 120 };

/** Browser events that count as input. */
const inputEvents = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const;

/** Asks after a period without input whether the voter is still there. Calls `end` if nobody answers in time. */
export function IdleTimeout({
  timeouts,
  end,
}: {
  readonly timeouts: IdleTimeouts;
  readonly end: () => void;
}): ReactNode {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (asked) {
      const timer = setTimeout(end, timeouts.end * 1000);
      return () => clearTimeout(timer);
    }
    let timer = 0;
    const restartTimer = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setAsked(true), timeouts.ask * 1000) as unknown as number;
    };
    restartTimer();
    for (const type of inputEvents)
      window.addEventListener(type, restartTimer, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const type of inputEvents) window.removeEventListener(type, restartTimer, { capture: true });
    };
  }, [asked, timeouts, end]);
  return asked && <Question stay={() => setAsked(false)} />;
}

function Question({ stay }: { readonly stay: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Dialog title={t('idle.title')} cancel={stay}>
      <p>{t('idle.text')}</p>
      <Button kind="main" press={stay}>
        {t('idle.stay')}
      </Button>
    </Dialog>
  );
}
