/** One confirmation, and what can no longer be done after it. @module */

import type { ReactNode } from 'react';
import type { Sealed } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Confirm({ journey, acts, sealed }: BallotProps & { sealed: Sealed }): ReactNode {
  const { t } = useWords();
  const { revoting } = journey.election!.manifest;
  return (
    <Screen title={t('confirm.title')} step={stepOf(t, 'cast')}>
      <FaultNotice fault={journey.fault} />
      <p>{t(revoting === 'last' ? 'confirm.last' : 'confirm.final')}</p>
      <dl className="facts">
        <dt>{t('tracker.label')}</dt>
        <dd className="key">{sealed.tracker}</dd>
      </dl>
      <Actions>
        <Button press={() => acts.tell({ is: 'back' })}>{t('frame.back')}</Button>
        <Button kind="main" final press={acts.cast} busy={journey.busy}>
          {t('confirm.cast')}
        </Button>
      </Actions>
    </Screen>
  );
}
