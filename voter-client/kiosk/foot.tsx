/** Footer of every kiosk screen: where to get help, and outside a visit the button for staff. @module */

import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../i18n/context.ts';

export function Foot({ callStaff }: { readonly callStaff: (() => void) | undefined }): ReactNode {
  const { t } = useWords();
  return (
    <footer className="bottom">
      <div className="band">
        <p>{t('kiosk.help')}</p>
        {callStaff && (
          <Button kind="plain" press={callStaff}>
            {t('staff.enter')}
          </Button>
        )}
      </div>
    </footer>
  );
}
