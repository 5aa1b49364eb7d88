/**
 * Screen of the encrypted ballot: its tracker, and the choice between opening and casting, shown with equal weight.
 * @module
 */

import type { ReactNode } from 'react';
import type { EncryptedBallot } from '../../contract/booth.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { Tracker } from '../../ui/tracker.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../fault-notice.tsx';
import { stepOf, type BallotProps } from './screen-props.ts';

export function Encrypting({ share }: { readonly share: number }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('review.sealing')} step={stepOf(t, 'cast')}>
      <p>{t('review.sealing-hint')}</p>
      <progress value={share} max={1} aria-label={t('review.sealing')} />
    </Screen>
  );
}

export function Encrypted({
  journey,
  actions,
  ballot,
}: BallotProps & { ballot: EncryptedBallot }): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('sealed.title')} step={stepOf(t, 'cast')}>
      <FaultNotice fault={journey.fault} />
      <p>{t('sealed.text')}</p>
      <Tracker ballot={ballot} />
      <h2>{t('sealed.doors')}</h2>
      <div className="doors">
        <div className="door">
          <p>{t('sealed.check-text')}</p>
          <Button final press={actions.challenge} busy={journey.busy}>
            {t('sealed.check')}
          </Button>
        </div>
        <div className="door">
          <p>{t('sealed.cast-text')}</p>
          <Button press={() => actions.dispatch({ type: 'next' })} busy={journey.busy}>
            {t('sealed.cast')}
          </Button>
        </div>
      </div>
      <Actions>
        <Button press={() => actions.dispatch({ type: 'back' })} busy={journey.busy}>
          {t('frame.back')}
        </Button>
      </Actions>
    </Screen>
  );
}
