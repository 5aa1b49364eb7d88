/** First screen, shown while the server's board is checked against the page's pins. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import type { ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Opening({ journey: { busy, fault }, actions }: ScreenProps): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('opening.title')}>
      <p>{t('opening.text')}</p>
      {busy && <progress aria-label={t('opening.title')} />}
      <FaultNotice fault={fault} />
      {fault && (
        <Actions>
          <Button kind="main" press={actions.open}>
            {t('frame.retry')}
          </Button>
        </Actions>
      )}
    </Screen>
  );
}
