/** The encrypted ballot: its tracker, and two equal doors. @module */

import type { ReactNode } from 'react';
import type { Sealed as SealedBallot } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Sealing({ share }: { readonly share: number }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('review.sealing')} step={stepOf(t, 'cast')}>
      <p>{t('review.sealing-hint')}</p>
      <progress value={share} max={1} aria-label={t('review.sealing')} />
    </Screen>
  );
}

export function Sealed({ journey, acts, sealed }: BallotProps & { sealed: SealedBallot }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('sealed.title')} step={stepOf(t, 'cast')}>
      <FaultNotice fault={journey.fault} />
      <p>{t('sealed.text')}</p>
      <Tracker sealed={sealed} />
      <h2>{t('sealed.doors')}</h2>
      <div className="doors">
        <div className="door">
          <p>{t('sealed.check-text')}</p>
          <Button final press={acts.challenge} busy={journey.busy}>
            {t('sealed.check')}
          </Button>
        </div>
        <div className="door">
          <p>{t('sealed.cast-text')}</p>
          <Button press={() => acts.tell({ is: 'next' })} busy={journey.busy}>
            {t('sealed.cast')}
          </Button>
        </div>
      </div>
      <Actions>
        <Button press={() => acts.tell({ is: 'back' })} busy={journey.busy}>
          {t('frame.back')}
        </Button>
      </Actions>
    </Screen>
  );
}
