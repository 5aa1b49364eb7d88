/** Somebody went away: first asked, then everything is wiped. @module */

import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useWords } from '../i18n/context.ts';

/** Seconds. */
export interface Patience {
  /** Without a touch or a key, until it is asked. */
  readonly ask: number;
  /** From the question to the end. */
  readonly end: number;
}
export const usualPatience: Patience = { ask: 60, end: 30 };
export const slowPatience: Patience = { ask: 300, end: 120 };

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const;

/** `end` is called once nobody is there any more. */
export function Idle({
  patience,
  end,
}: {
  readonly patience: Patience;
  readonly end: () => void;
}): ReactNode {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (asked) {
      const timer = setTimeout(end, patience.end * 1000);
      return () => clearTimeout(timer);
    }
    let timer = 0;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => setAsked(true), patience.ask * 1000) as unknown as number;
    };
    wait();
    for (const sign of signs) window.addEventListener(sign, wait, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, wait, { capture: true });
    };
  }, [asked, patience, end]);
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
