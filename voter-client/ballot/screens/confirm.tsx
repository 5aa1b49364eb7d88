/** Last confirmation before casting, which states what cannot be undone. @module */

import type { ReactNode } from 'react';
import type { EncryptedBallot } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Confirm({ journey, actions, ballot }: BallotProps & { ballot: EncryptedBallot }): ReactNode {
  const { t } = useWords();
  const { revoting } = journey.election!.manifest;
  return (
    <Screen title={t('confirm.title')} step={stepOf(t, 'cast')}>
      <FaultNotice fault={journey.fault} />
      <p>{t(revoting === 'last' ? 'confirm.last' : 'confirm.final')}</p>
      <dl className="facts">
        <dt>{t('tracker.label')}</dt>
        <dd className="key">{ballot.tracker}</dd>
      </dl>
      <Actions>
        <Button press={() => actions.dispatch({ type: 'back' })}>{t('frame.back')}</Button>
        <Button kind="main" final press={actions.cast} busy={journey.busy}>
          {t('confirm.cast')}
        </Button>
      </Actions>
    </Screen>
  );
}
