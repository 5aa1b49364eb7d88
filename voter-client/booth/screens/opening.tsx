/** Before anything else: what the server shows is compared with what the page was made for. @module */

import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { FaultNotice } from '../../ballot/fault-notice.tsx';
import type { ScreenProps } from '../../ballot/screens/screen-props.ts';

export function Opening({ journey: { busy, fault }, acts }: ScreenProps): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('opening.title')}>
      <p>{t('opening.text')}</p>
      {busy && <progress aria-label={t('opening.title')} />}
      <FaultNotice fault={fault} />
      {fault && (
        <Actions>
          <Button kind="main" press={acts.open}>
            {t('frame.retry')}
          </Button>
        </Actions>
      )}
    </Screen>
  );
}
