/** Screens for the time when nobody can vote: the kiosk is starting, closed or paused. @module */

import type { ReactNode } from 'react';
import { FaultNotice } from '../ballot/fault-notice.tsx';
import type { BoothFault } from '../contract/booth.ts';
import { Button } from '../ui/button.tsx';
import { Actions, Screen } from '../ui/screen.tsx';
import { useWords } from '../i18n/context.ts';
import type { KioskStatus } from '../contract/kiosk.ts';

export function Starting(props: {
  readonly fault: BoothFault | undefined;
  readonly retry: () => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <Screen title={t('kiosk.starting')}>
      {props.fault ? (
        <>
          <FaultNotice fault={props.fault} />
          <Actions>
            <Button kind="main" press={props.retry}>
              {t('frame.retry')}
            </Button>
          </Actions>
        </>
      ) : (
        <progress aria-label={t('kiosk.starting')} />
      )}
    </Screen>
  );
}

export function Waiting({ status }: { readonly status: KioskStatus | undefined }): ReactNode {
  const { t } = useWords();
  return status?.opened ? (
    <Screen key="paused" title={t('kiosk.paused-title')}>
      <p>{t('kiosk.paused')}</p>
    </Screen>
  ) : (
    <Screen key="closed" title={t('kiosk.closed-title')}>
      <p>{t('kiosk.closed')}</p>
      {status && status.queued.length > 0 && (
        <p className="notice">{t('kiosk.closed-held', { n: status.queued.length })}</p>
      )}
    </Screen>
  );
}
