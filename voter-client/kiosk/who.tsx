/**
 * First screen of a visit at a kiosk: the electoral unit and the ballots of the card. The kiosk does not know the
 * voter's name.
 * @module
 */

import type { ReactNode } from 'react';
import { OwnBallots } from '../ballot/screens/own-ballots.tsx';
import { stepOf } from '../ballot/screens/screen-props.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { VisitProps } from './visit-props.ts';

export function Who({ journey, actions }: VisitProps): ReactNode {
  const { t } = useWords();
  const { unit } = journey.session!;
  return (
    <Screen title={t('kiosk.who-title')} step={stepOf(t, 'choose')}>
      <dl className="facts">
        <dt>{t('kiosk.who-unit')}</dt>
        <dd>{journey.election!.manifest.units[unit]!.name}</dd>
      </dl>
      <OwnBallots journey={journey} />
      <p>{t('kiosk.who-wrong')}</p>
      <Actions>
        <Button final press={actions.leave}>
          {t('kiosk.stop')}
        </Button>
        <Button kind="main" press={() => actions.dispatch({ type: 'next' })}>
          {t('who.start')}
        </Button>
      </Actions>
    </Screen>
  );
}
