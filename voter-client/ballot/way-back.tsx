/** The browser's Back: as «Regresar», or a question where there is nothing to go back to. @module */

import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Actions } from '../ui/screen.tsx';
import { useBack, useUnloadQuestion } from '../ui/use-back.ts';
import { useWords } from '../i18n/context.ts';
import { backFrom, hasSomethingToLose, screenOf } from './back.ts';
import type { BallotActs } from './ballot-actions.ts';
import type { Journey } from './journey.ts';

interface Props {
  readonly journey: Journey;
  readonly acts: BallotActs;
}

export function WayBack({ journey, acts }: Props): ReactNode {
  const { t, place } = useWords();
  const screen = screenOf(journey.place);
  /** The screen on which it was asked: the question goes with it. */
  const [asked, setAsked] = useState<string>();
  const from = backFrom(journey, place);
  useBack(from === 'leaves' ? undefined : screen, () => {
    if (from === 'moves') acts.tell({ is: 'back' });
    if (typeof from === 'string') return from;
    setAsked(screen);
    return 'stays';
  });
  // Nobody reloads a kiosk but its staff, whom nothing is to stop.
  useUnloadQuestion(place === 'home' && hasSomethingToLose(journey));
  if (asked !== screen || typeof from === 'string') return null;
  const stay = (): void => setAsked(undefined);
  return (
    <Dialog title={t('leave.title')} cancel={stay}>
      <p>{t(from.asks)}</p>
      <Actions>
        <Button final press={acts.leave}>
          {t('leave.go')}
        </Button>
        <Button kind="main" press={stay}>
          {t('leave.stay')}
        </Button>
      </Actions>
    </Dialog>
  );
}
