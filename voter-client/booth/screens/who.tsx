/** Screen after log-in: the voter's initials, their ballots and the session's duration. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { initialsOf } from '../initials.ts';
import { OwnBallots } from '../../ballot/screens/own-ballots.tsx';
import { SessionLeft } from './session-left.tsx';
import { stepOf, type ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Who({ journey, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  const { manifest } = journey.election!;
  const { name, unit, credentialId, expires } = journey.session!;
  return (
    <Screen title={t('who.title')} step={stepOf(t, 'choose')}>
      <dl className="facts">
        <dt>{t('who.you')}</dt>
        <dd>{t('who.initials', { initials: initialsOf(name!), unit: manifest.units[unit]!.name })}</dd>
        <dt>{t('who.credential')}</dt>
        <dd className="key">{credentialId}</dd>
        <dt>{t('who.until')}</dt>
        <dd>
          <SessionLeft expires={expires} />
        </dd>
      </dl>
      <p className="quiet">{t('who.not-you')}</p>
      <OwnBallots journey={journey} />
      <p className="quiet">{t('who.not-enough')}</p>
      <Actions>
        <Button kind="main" press={() => actions.dispatch({ type: 'next' })}>
          {t('who.start')}
        </Button>
      </Actions>
    </Screen>
  );
}
