/**
 * Handling of the browser's Back on the ballot screens: it acts as «Regresar», or asks before leaving where there is no
 * screen to return to.
 * @module
 */

import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Actions } from '../ui/screen.tsx';
import { useBack, useUnloadQuestion } from '../ui/use-back.ts';
import { useWords } from '../i18n/context.ts';
import { backEffect, hasSomethingToLose, historyName } from './back.ts';
import type { BallotActions } from './ballot-actions.ts';
import type { Journey } from './journey.ts';

interface Props {
  readonly journey: Journey;
  readonly actions: BallotActions;
}

export function BackNavigation({ journey, actions }: Props): ReactNode {
  const { t, place } = useWords();
  const screen = historyName(journey.screen);
  /** Screen on which the question was asked. The question closes on any other screen. */
  const [asked, setAsked] = useState<string>();
  const effect = backEffect(journey, place);
  useBack(effect === 'leaves' ? undefined : screen, () => {
    if (effect === 'moves') actions.dispatch({ type: 'back' });
    if (typeof effect === 'string') return effect;
    setAsked(screen);
    return 'stays';
  });
  // Only staff reload a kiosk, and nothing must stop them.
  useUnloadQuestion(place === 'home' && hasSomethingToLose(journey));
  if (asked !== screen || typeof effect === 'string') return null;
  const stay = (): void => setAsked(undefined);
  return (
    <Dialog title={t('leave.title')} cancel={stay}>
      <p>{t(effect.asks)}</p>
      <Actions>
        <Button final press={actions.leave}>
          {t('leave.go')}
        </Button>
        <Button kind="main" press={stay}>
          {t('leave.stay')}
        </Button>
      </Actions>
    </Dialog>
  );
}
